import type { RoundFault } from '../moves/move.js';
import type { MemoryServer } from '../redis/memory-store.js';
import { CLEAR_WAY, memoryStore } from '../redis/memory-store.js';
import { ConnectionLost, type Owner, type Surroundings, startOwner } from './owner.js';

/** What is to be done with a partition, and what goes wrong meanwhile. */
export interface Undertaking {
  partition: number;
  faults: readonly RoundFault[];
  isLeft?: true;
}

/** Who owns the partitions, one after the other. */
export interface Owners {
  /** Tries a piece of work until `begin` finds none left, it is done, or nobody is there to do it. */
  drive(undertaking: Undertaking, begin: (owner: Owner) => Promise<void> | null): Promise<void>;
  /** Owners that stood still go on; what they were about to do is void by now. */
  thaw(partition: number): Promise<void>;
  configurationChanged(): Promise<void>;
  /** When the alarm of a partition's owner is set for. */
  nextDueMs(partition: number): Promise<number | null>;
}

export function createOwners(surroundings: Surroundings): Owners {
  const { server } = surroundings;
  const current = new Map<number, Owner>();
  const frozen = new Map<number, { owner: Owner; work: Promise<unknown> }[]>();
  let members = 0;

  async function ownerOf(partition: number): Promise<Owner> {
    return current.get(partition) ?? acquire(partition);
  }

  async function acquire(partition: number): Promise<Owner> {
    members += 1;
    const epoch = await nextEpoch(server, partition, members);
    const owner = await startOwner(surroundings, { partition, epoch });
    current.set(partition, owner);
    await rest();
    return owner;
  }

  /** Resolves to whether the work goes on. */
  async function attempt(owner: Owner, faults: RoundFault[], work: Promise<void>): Promise<boolean> {
    const left = faults.length;
    owner.faults = faults;
    const outcome = work.then(
      () => 'done' as const,
      (error: unknown) => error,
    );
    const end = await Promise.race([outcome, owner.gone]);
    owner.faults = [];
    if (end === 'done') return false;
    if (end === 'dead' || end === 'frozen') {
      current.delete(owner.partition);
      if (end === 'dead') {
        owner.lose();
      } else {
        frozen.set(owner.partition, [...(frozen.get(owner.partition) ?? []), { owner, work: outcome }]);
        await acquire(owner.partition);
      }
    } else if (end instanceof ConnectionLost && faults.length < left) {
      // The consume loop gives the partition up after a failure and acquires it anew.
      owner.lose();
      await acquire(owner.partition);
    } else {
      throw end;
    }
    return true;
  }

  return {
    async drive({ partition, faults: planned, isLeft }, begin) {
      const faults = [...planned];
      for (let goesOn = true; goesOn; ) {
        if (faults[0] === 'handover') {
          faults.shift();
          current.get(partition)?.lose();
          current.delete(partition);
          continue;
        }
        const owner = await ownerOf(partition);
        owner.faults = faults;
        const work = begin(owner);
        owner.faults = [];
        if (!work) return;
        goesOn = await attempt(owner, faults, work);
        if (goesOn && isLeft && faults.length === 0) {
          current.get(partition)?.lose();
          current.delete(partition);
          return;
        }
      }
    },
    async thaw(partition) {
      const woken = frozen.get(partition) ?? [];
      frozen.delete(partition);
      for (const { owner, work } of woken) {
        owner.thaw();
        await work;
        owner.lose();
      }
    },
    async configurationChanged() {
      for (const owner of current.values()) owner.configurationChanged();
      await rest();
    },
    nextDueMs: async (partition) => (await ownerOf(partition)).work.nextDueMs,
  };
}

async function nextEpoch(server: MemoryServer, partition: number, member: number): Promise<number> {
  const { keyspace } = server;
  const { runScript, connections } = memoryStore(server, CLEAR_WAY);
  const keys = [
    keyspace.lease(partition, 'evaluator'),
    keyspace.epoch(partition, 'evaluator'),
    keyspace.inbox(partition),
  ];
  const reply = await runScript(connections.commands, 'own', keys, [`member${member}`, 5_000, 'evaluator']);
  return Number(Array.isArray(reply) ? reply[1] : 0);
}

/** Lets everything happen that needs no time and no more moves. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
