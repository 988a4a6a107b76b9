import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from './connection-error.js';
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

/** A partition this member owns, until the signal aborts: then nothing more of it may be begun. */
export interface OwnedPartition {
  readonly partition: number;
  readonly epoch: number;
  readonly lost: AbortSignal;
}

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
  log: Reporter;
}

export interface Holding extends OwnedPartition {
  /** Entries handed over and not done. */
  readonly inFlight: Set<string>;
  /** Entries that were delivered but never acknowledged come first: of a former owner, of a lost reply, of a failure. */
  hasLeftovers: boolean;
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
  readonly #ending = new Map<number, { fate: Fate; ended: Promise<void> }>();
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
    for (const partition of [...this.#held.keys()]) this.#end(partition, 'handedOver');
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
      await pause(restMs, undefined, { signal: this.#resting.signal }).catch(() => undefined);
      if (!this.#isStopped) this.#resting = new AbortController();
    }
  }

  async #lookOnce(): Promise<void> {
    const { store, member } = this.#options;
    const mine = this.#isStopping ? [] : await this.#share();
    const leaving = [...this.#ending].filter(([, { fate }]) => fate !== 'lost').map(([partition]) => partition);
    const leases = await takeLeases(store, member, [...new Set([...mine, ...leaving])], this.#givenUp);
    if (!this.#isStopping) await this.#adopt(new Set(mine), leases);
  }

  /** What falls to this member. While the list of members is away, with a node of a cluster, it keeps what it has. */
  async #share(): Promise<number[]> {
    const { store, member } = this.#options;
    try {
      return await dividePartitions(store, member);
    } catch (error) {
      if (this.#held.size === 0 || !isConnectionError(error)) throw error;
      return [...this.#held.keys()];
    }
  }

  async #adopt(mine: ReadonlySet<number>, { held, unanswered }: Leases): Promise<void> {
    for (const [partition, holding] of this.#held) {
      const lease = held.get(partition);
      if (!mine.has(partition)) this.#end(partition, 'handedOver');
      else if (unanswered.has(partition)) continue;
      else if (lease?.epoch !== holding.epoch) this.#end(partition, 'lost');
      else if (lease.server !== holding.server && this.#options.acquired) this.#end(partition, 'renewed');
    }
    let isNews = false;
    for (const partition of mine) {
      const lease = held.get(partition);
      if (!lease || this.#ending.has(partition)) continue;
      // Given up while this look was under way: the answer is older than that, and the next look brings a new epoch.
      if (lease.epoch === this.#givenUp.get(partition)) continue;
      const holding = this.#held.get(partition) ?? (await this.#begin(partition, lease));
      // More is unacknowledged than is in work, at two looks: a read's reply was lost, or a frozen owner woke and read.
      const inWork = holding.inFlight.size;
      if (lease.pending > inWork && holding.pendingBefore > inWork) holding.hasLeftovers = true;
      holding.pendingBefore = lease.pending;
      isNews ||= holding.hasLeftovers;
    }
    if (isNews) await this.#reading.interrupt();
  }

  async #begin(partition: number, { epoch, server }: Lease): Promise<Held> {
    const lose = new AbortController();
    const holding: Held = {
      partition,
      epoch,
      server,
      lost: lose.signal,
      lose,
      inFlight: new Set<string>(),
      hasLeftovers: true,
      pendingBefore: 0,
    };
    await this.#options.acquired?.(holding);
    this.#givenUp.delete(partition);
    this.#held.set(partition, holding);
    this.#reading.begin(holding);
    return holding;
  }

  #end(partition: number, fate: Fate): void {
    const { store, member, released, log } = this.#options;
    const holding = this.#held.get(partition);
    holding?.lose.abort();
    this.#held.delete(partition);
    if (holding && fate === 'renewed') this.#givenUp.set(partition, holding.epoch);
    const end = async () => {
      try {
        // A read that still waits would take what the next owner is to read.
        if (fate === 'handedOver') await this.#reading.interrupt().catch(() => undefined);
        await released?.(partition);
        if (fate === 'handedOver') await release(store, member, partition);
      } catch (error) {
        log.warn({ err: error, partition }, 'Could not hand a partition over; its lease runs out');
      }
      this.#ending.delete(partition);
      if (fate === 'renewed') this.#resting.abort();
    };
    this.#ending.set(partition, { fate, ended: end() });
  }
}
