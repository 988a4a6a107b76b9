import type { RoundFault } from '../moves/move.js';
import type { MemoryServer } from '../redis/memory-store.js';
import { CLEAR_WAY, memoryStore } from '../redis/memory-store.js';
import { ConnectionLost } from './connection-lost.js';
import { type Owner, type Surroundings, startOwner } from './owner.js';

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
  /** The owner of a partition hears of the next orders. */
  hear(partition: number, orders: number): Promise<void>;
  /** Redis has failed over; until they notice, owners know things that it has forgotten. */
  failedOver(): void;
  /** Owners notice that Redis has failed over, and begin anew. */
  notice(): Promise<void>;
  /** When the alarm of a partition's owner is set for. */
  nextDueMs(partition: number): Promise<number | null>;
}

export function createOwners(surroundings: Surroundings): Owners {
  const { server } = surroundings;
  const current = new Map<number, Owner>();
  const frozen = new Map<number, { owner: Owner; work: Promise<unknown> }[]>();
  /** Partition → orders that its latest owner had heard of. */
  const heard = new Map<number, number>();
  /** Owners from before a failover; Redis may refuse them. */
  const outdated = new WeakSet<Owner>();
  let members = 0;

  async function ownerOf(partition: number): Promise<Owner> {
    const owner = current.get(partition);
    if (owner && owner.failure !== null && !outdated.has(owner)) throw owner.failure;
    if (owner && owner.failure === null) return owner;
    owner?.lose();
    return acquire(partition);
  }

  async function acquire(partition: number): Promise<Owner> {
    end(partition);
    members += 1;
    const epoch = await nextEpoch(server, partition, members);
    // Every second process has heard of nothing lately.
    const known = members % 2 === 0 ? 0 : (heard.get(partition) ?? 0);
    const owner = await startOwner(surroundings, { partition, epoch, heard: known });
    current.set(partition, owner);
    await rest();
    return owner;
  }

  function end(partition: number): void {
    const owner = current.get(partition);
    if (!owner) return;
    heard.set(partition, owner.view.position);
    current.delete(partition);
  }

  async function renew(owner: Owner): Promise<void> {
    owner.lose();
    await acquire(owner.partition);
  }

  /** Resolves to whether the work goes on. */
  async function attempt(owner: Owner, faults: RoundFault[], work: Promise<void>): Promise<boolean> {
    const left = faults.length;
    owner.faults = faults;
    const outcome = work.then(
      () => 'done' as const,
      (error: unknown) => error,
    );
    const how = await Promise.race([outcome, owner.gone]);
    owner.faults = [];
    if (how === 'done') return false;
    if (how === 'dead' || how === 'frozen') {
      if (how === 'dead') owner.lose();
      else frozen.set(owner.partition, [...(frozen.get(owner.partition) ?? []), { owner, work: outcome }]);
      end(owner.partition);
      if (how === 'frozen') await acquire(owner.partition);
    } else if ((how instanceof ConnectionLost && faults.length < left) || outdated.has(owner)) {
      // After a failure the partition is given up and acquired anew.
      await renew(owner);
    } else {
      throw how;
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
          end(partition);
          continue;
        }
        const owner = await ownerOf(partition);
        owner.faults = faults;
        const work = begin(owner);
        owner.faults = [];
        if (!work) break;
        goesOn = await attempt(owner, faults, work);
        if (goesOn && isLeft && faults.length === 0) {
          current.get(partition)?.lose();
          end(partition);
          break;
        }
      }
      await rest();
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
    async hear(partition, orders) {
      current.get(partition)?.view.hear(orders);
      await rest();
    },
    failedOver() {
      for (const owner of current.values()) outdated.add(owner);
    },
    async notice() {
      for (const owner of [...current.values()]) if (outdated.has(owner)) await renew(owner);
    },
    nextDueMs: async (partition) => (await ownerOf(partition)).work.nextDueMs,
  };
}

async function nextEpoch(server: MemoryServer, partition: number, member: number): Promise<number> {
  const { keyspace, memory } = server;
  const { runScript, connections } = memoryStore(server, CLEAR_WAY);
  const lease = keyspace.lease(partition, 'evaluator');
  // A lease ends here with its owner, so that whoever asks gets the partition.
  memory.strings.delete(lease);
  const keys = [lease, keyspace.epoch(partition, 'evaluator'), keyspace.inbox(partition)];
  const reply = await runScript(connections.commands, 'own', keys, [`member${member}`, 5_000, 'evaluator', 0]);
  return Number(Array.isArray(reply) ? reply[1] : 0);
}

/** Lets everything happen that needs no time and no more moves. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
