import { createKeyspace, type Keyspace, type Store } from '@waystream/redis';
import { commandsOn } from './commands.js';
import type { Memory } from './memory.js';
import type { ScriptModel } from './script-models.js';

/** One connection to the memory: a script or a load may be kept from going through. */
export interface Way {
  script(name: string, carryOut: () => unknown, args: readonly string[]): Promise<unknown>;
  /** States of people, or those who are due. */
  load<Reply>(what: 'people' | 'due', carryOut: () => Reply): Promise<Reply>;
  /** Has a command carried out that is no script. */
  write(carryOut: () => void): void;
}

export const CLEAR_WAY: Way = {
  script: async (_, carryOut) => carryOut(),
  load: async (_, carryOut) => carryOut(),
  write: (carryOut) => carryOut(),
};

/** The server in memory: what it holds, and how it carries scripts out. */
export interface MemoryServer {
  readonly memory: Memory;
  readonly keyspace: Keyspace;
  readonly scripts: Readonly<Record<string, ScriptModel>>;
  /** Called before anything is written. */
  beforeWrite(): void;
}

export function memoryServer(
  memory: Memory,
  scripts: MemoryServer['scripts'],
  {
    beforeWrite = () => undefined,
    ...settings
  }: { prefix: string; partitions: number; beforeWrite?: MemoryServer['beforeWrite'] },
): MemoryServer {
  return { memory, scripts, keyspace: createKeyspace(settings), beforeWrite };
}

/** What the libraries stand on, with a memory in the place of Redis. */
export function memoryStore({ memory, keyspace, scripts, beforeWrite }: MemoryServer, way: Way): Store {
  const commands = commandsOn(memory, {
    ...way,
    write(carryOut) {
      beforeWrite();
      way.write(carryOut);
    },
  });
  return {
    keyspace,
    connections: {
      commands,
      isCluster: false,
      blocking: () => commands,
      forStreams: neverRead,
      forJobs: () => commands,
      ready: async () => undefined,
      isReachable: () => true,
      close: async () => undefined,
    },
    runScript(_, name, keys, args) {
      const script = scripts[name];
      if (!script) throw new RangeError(`the script "${name}" has no model`);
      const texts = args.map(String);
      const carryOut = () => {
        beforeWrite();
        return script(memory, keys, texts);
      };
      return way.script(name, carryOut, texts);
    },
  };
}

/** Partitions are read by the simulation itself, so that it decides the order. */
function neverRead(): never {
  throw new Error('no loop reads the streams of a memory');
}
