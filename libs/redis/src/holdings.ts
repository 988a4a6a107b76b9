import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from './connection-error.js';
import type { Holding, OwnedPartition } from './holding.js';
import {
  dividePartitions,
  LEASE_MS,
  type Lease,
  type Leases,
  type Member,
  release,
  resign,
  takeLeases,
} from './ownership.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

export interface HoldingsOptions {
  store: Store;
  member: Member;
  /**
   * Called before work on a partition begins. Whoever prepares it here remembers things of it, so it is given up and
   * acquired anew when these may be wrong: after a failure, or when Redis may have forgotten its latest writes.
   */
  acquired?(owned: OwnedPartition): Promise<void>;
  /** Called when a partition is given up; resolves when nothing of it is in work any more. */
  released?(partition: number): Promise<void>;
  /** Passes the time between two looks, shorter when the signal aborts; the process's own timer unless told otherwise. */
  rest?(ms: number, signal: AbortSignal): Promise<void>;
  log: Reporter;
}

/** What reads the partitions that are held. */
export interface Reading {
  /** The partition is held from now on. */
  begin(holding: Holding): void;
  /** What is held, or has leftovers, has changed: a read that waits returns and looks again. */
  interrupt(): Promise<void>;
}

/** What becomes of a partition whose work ends: another member gets it, has it already, or it is acquired anew. */
type Fate = 'handedOver' | 'lost' | 'renewed';

interface Ending {
  fate: Fate;
  /** Until work has ended nobody else is to begin; after that the lease is not renewed any more. */
  keepsLease: boolean;
  ended: Promise<void>;
}

interface Held extends Holding {
  readonly lose: AbortController;
  readonly server: string;
  pendingBefore: number;
}

const LOOK_EVERY_MS = LEASE_MS / 3;
/** While Redis is away: a partition is late by no more than this when it is back. */
const TRY_AGAIN_MS = 250;

/**
 * Keeps a member's share of the partitions: says thrice a lease that it lives, takes what falls to it, hands over what falls
 * to others. A partition that is handed over keeps its lease until its work is done, in the background, so that nobody
 * begins what is still under way and the other leases do not run out meanwhile.
 */
export class Holdings {
  readonly #options: HoldingsOptions;
  readonly #reading: Reading;
  readonly #held = new Map<number, Held>();
  /** Not held yet. No look waits for them, because the other leases would run out meanwhile. */
  readonly #takenUp = new Map<number, { holding: Held; settled: Promise<void> }>();
  readonly #ending = new Map<number, Ending>();
  /** Epochs under which nothing more may be committed, though the member keeps the partition: names of commits repeat. */
  readonly #givenUp = new Map<number, number>();
  #isStopping = false;
  #isStopped = false;
  /** Ends the rest between two looks. */
  #resting = new AbortController();
  #looking: Promise<void> = Promise.resolve();
  #look: Promise<void> = Promise.resolve();

  constructor(options: HoldingsOptions, reading: Reading) {
    this.#options = options;
    this.#reading = reading;
  }

  get current(): ReadonlyMap<number, Holding> {
    return this.#held;
  }

  start(): void {
    this.#looking = this.#lookRepeatedly();
  }

  /** Hands everything over: begins nothing more, lets what is in work finish, gives the leases back. */
  async stop(): Promise<void> {
    const { store, member, log } = this.#options;
    this.#isStopping = true;
    // A look that is under way could take a lease again that is given back below.
    await this.#look.catch(() => undefined);
    await resign(store, member).catch((error) => log.warn({ err: error }, 'Could not resign; the heartbeat runs out'));
    this.#passOn(new Set());
    for (const { partition } of this.#mine()) this.#end(partition, 'handedOver');
    await Promise.all([...this.#ending.values()].map(({ ended }) => ended));
    this.#isStopped = true;
    this.#resting.abort();
    await this.#looking;
  }

  /** Handling a partition's entries has failed: they are offered again. */
  async offerAgain(holding: Holding): Promise<void> {
    if (this.#held.get(holding.partition) !== holding) return;
    if (this.#options.acquired) return this.#end(holding.partition, 'renewed');
    holding.hasLeftovers = true;
    // Without it they are found when the read's time is up.
    await this.#reading.interrupt().catch(() => undefined);
  }

  async #lookRepeatedly(): Promise<void> {
    while (!this.#isStopped) {
      let restMs = LOOK_EVERY_MS;
      try {
        this.#look = this.#lookOnce();
        await this.#look;
      } catch (error) {
        if (isConnectionError(error)) restMs = TRY_AGAIN_MS;
        else if (!this.#isStopping) this.#options.log.error({ err: error }, 'Could not renew the leases; trying again');
      }
      await (this.#options.rest ?? restByTimer)(restMs, this.#resting.signal);
      if (!this.#isStopped) this.#resting = new AbortController();
    }
  }

  async #lookOnce(): Promise<void> {
    const { store, member } = this.#options;
    const mine = this.#isStopping ? [] : await this.#share();
    const leaving = [...this.#ending].filter(([, { keepsLease }]) => keepsLease).map(([partition]) => partition);
    const leases = await takeLeases(store, member, [...new Set([...mine, ...leaving])], this.#givenUp);
    if (!this.#isStopping) await this.#adopt(new Set(mine), leases);
  }

  /** What falls to this member. While the list of members is away, with a node of a cluster, it keeps what it has. */
  async #share(): Promise<number[]> {
    const { store, member } = this.#options;
    try {
      return await dividePartitions(store, member);
    } catch (error) {
      const mine = this.#mine();
      if (mine.length === 0 || !isConnectionError(error)) throw error;
      return mine.map(({ partition }) => partition);
    }
  }

  #mine(): Held[] {
    return [...this.#held.values(), ...[...this.#takenUp.values()].map(({ holding }) => holding)];
  }

  /** What was to be acquired anew goes to another member once its work has ended, unless it still falls to this one. */
  #passOn(mine: ReadonlySet<number>): void {
    for (const [partition, ending] of this.#ending) {
      if (ending.fate === 'renewed' && !mine.has(partition)) ending.fate = 'handedOver';
    }
  }

  async #adopt(mine: ReadonlySet<number>, { held, unanswered }: Leases): Promise<void> {
    this.#passOn(mine);
    for (const holding of this.#mine()) {
      const { partition } = holding;
      const lease = held.get(partition);
      if (!mine.has(partition)) this.#end(partition, 'handedOver');
      else if (unanswered.has(partition)) continue;
      // A lease that ran out and was taken again is kept until work under the old epoch has ended.
      else if (lease?.epoch !== holding.epoch) this.#end(partition, lease ? 'renewed' : 'lost');
      else if (lease.server !== holding.server && this.#options.acquired) this.#end(partition, 'renewed');
    }
    let isNews = false;
    const begun: Promise<void>[] = [];
    for (const partition of mine) {
      const lease = held.get(partition);
      if (!lease || this.#ending.has(partition) || this.#takenUp.has(partition)) continue;
      // Given up while this look was under way: the answer is older than that, and the next look brings a new epoch.
      if (lease.epoch === this.#givenUp.get(partition)) continue;
      const holding = this.#held.get(partition);
      if (!holding) {
        begun.push(this.#begin(partition, lease));
        continue;
      }
      // More is unacknowledged than is in work, at two looks: a read's reply was lost, or a frozen owner woke and read.
      const inWork = holding.inFlight.size;
      if (lease.pending > inWork && holding.pendingBefore > inWork) holding.hasLeftovers = true;
      holding.pendingBefore = lease.pending;
      isNews ||= holding.hasLeftovers;
    }
    if (begun.length > 0) Promise.all(begun).then(() => this.#reading.interrupt().catch(() => undefined));
    if (isNews) await this.#reading.interrupt();
  }

  /** Resolves when the partition is held, or is not to be. */
  #begin(partition: number, { epoch, server }: Lease): Promise<void> {
    const lose = new AbortController();
    const inFlight = new Set<string>();
    const terms = { partition, epoch, server, lost: lose.signal, lose };
    const holding: Held = { ...terms, inFlight, hasLeftovers: true, isSetBack: false, pendingBefore: 0 };
    const settled = this.#takeUp(holding);
    this.#takenUp.set(partition, { holding, settled });
    return settled;
  }

  async #takeUp(holding: Held): Promise<void> {
    const { partition, lost } = holding;
    const { acquired, log } = this.#options;
    try {
      await acquired?.(holding);
      if (lost.aborted) return;
      this.#givenUp.delete(partition);
      this.#held.set(partition, holding);
      this.#reading.begin(holding);
    } catch (error) {
      if (lost.aborted) return;
      const what = 'Could not take a partition up; trying again at the next look';
      if (!isConnectionError(error)) log.error({ err: error, partition }, what);
    }
    this.#takenUp.delete(partition);
  }

  #end(partition: number, fate: Fate): void {
    const { store, member, released, log } = this.#options;
    const takenUp = this.#takenUp.get(partition);
    const holding = this.#held.get(partition) ?? takenUp?.holding;
    holding?.lose.abort();
    this.#held.delete(partition);
    this.#takenUp.delete(partition);
    const ending: Ending = { fate, keepsLease: fate !== 'lost', ended: Promise.resolve() };
    if (holding && fate === 'renewed') this.#givenUp.set(partition, holding.epoch);
    const end = async () => {
      try {
        // A read that still waits would take what the next owner is to read.
        if (fate === 'handedOver') await this.#reading.interrupt().catch(() => undefined);
        await takenUp?.settled;
        await released?.(partition);
        // A look that begins from here on would take the lease again after it was given back.
        ending.keepsLease = false;
        if (ending.fate === 'handedOver') await release(store, member, partition);
      } catch (error) {
        log.warn({ err: error, partition }, 'Could not hand a partition over; its lease runs out');
      }
      this.#ending.delete(partition);
      if (ending.fate === 'renewed') this.#resting.abort();
    };
    ending.ended = end();
    this.#ending.set(partition, ending);
  }
}

async function restByTimer(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
