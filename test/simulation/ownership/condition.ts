import type { Way } from '../redis/memory-store.js';
import { ConnectionLost } from '../system/connection-lost.js';
import type { ScriptFault } from './ownership-story.js';

/** How a process is: what it asks of Redis goes through, waits or fails accordingly. */
export interface Condition {
  /** `stopping`: in good order, and well. */
  state: 'well' | 'stopping' | 'frozen' | 'cut' | 'dead';
  /** Strikes the next script. */
  fault: ScriptFault | null;
  /** Ends `frozen`. */
  thaw(): void;
  /** Resolves when the process runs: never when it is dead. */
  awake(): Promise<void>;
  readonly way: Way;
}

export function createCondition(): Condition {
  let thaw: () => void = () => undefined;
  let thawed: Promise<void> | null = null;
  const condition: Condition = {
    state: 'well',
    fault: null,
    thaw() {
      if (condition.state !== 'frozen') return;
      condition.state = 'well';
      thaw();
      thawed = null;
    },
    async awake() {
      while (condition.state === 'frozen') {
        thawed ??= new Promise((resolve) => {
          thaw = resolve;
        });
        await thawed;
      }
      if (condition.state === 'dead') await NEVER;
    },
    way: {
      async script(_, carryOut) {
        await reach();
        const { fault } = condition;
        condition.fault = null;
        if (fault === 'requestLost') throw new ConnectionLost();
        const reply = carryOut();
        if (fault === 'replyLost') throw new ConnectionLost();
        return reply;
      },
      async load(_, carryOut) {
        await reach();
        return carryOut();
      },
      write: (carryOut) => carryOut(),
    },
  };
  return condition;

  async function reach(): Promise<void> {
    await condition.awake();
    if (condition.state === 'cut') throw new ConnectionLost();
  }
}

const NEVER = new Promise<never>(() => undefined);
