import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from './connection.js';
import { dividePartitions, LEASE_MS, type Leases, type Member, release, resign, takeLeases } from './ownership.js';
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
  /** Called before work on a partition begins. */
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

/**
 * Keeps a member's share of the partitions: says thrice a lease that it lives, takes what falls to it, hands over what falls
 * to others. A partition that is handed over keeps its lease until its work is done, in the background, so that nobody
 * begins what is still under way and the other leases do not run out meanwhile.
 */
export class Holdings {
  readonly #options: HoldingsOptions;
  readonly #held = new Map<number, Holding & { readonly lose: AbortController; pendingBefore: number }>();
  /** Partitions whose work is ending; the lease is kept for those that are to be handed over. */
  readonly #ending = new Map<number, { keepsLease: boolean; ended: Promise<void> }>();
  readonly #wake = new AbortController();
  #isStopping = false;
  #looking: Promise<void> = Promise.resolve();
  #look: Promise<void> = Promise.resolve();

  constructor(options: HoldingsOptions) {
    this.#options = options;
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
    for (const partition of [...this.#held.keys()]) this.#end(partition, true);
    await Promise.all([...this.#ending.values()].map(({ ended }) => ended));
    this.#wake.abort();
    await this.#looking;
  }

  async #lookRepeatedly(): Promise<void> {
    while (!this.#wake.signal.aborted) {
      try {
        this.#look = this.#lookOnce();
        await this.#look;
      } catch (error) {
        const isToTell = !this.#isStopping && !isConnectionError(error);
        if (isToTell) this.#options.log.error({ err: error }, 'Could not renew the leases; trying again');
      }
      await pause(LEASE_MS / 3, undefined, { signal: this.#wake.signal }).catch(() => undefined);
    }
  }

  async #lookOnce(): Promise<void> {
    const { store, member } = this.#options;
    const mine = this.#isStopping ? [] : await dividePartitions(store, member);
    const leaving = [...this.#ending].filter(([, { keepsLease }]) => keepsLease).map(([partition]) => partition);
    const leases = await takeLeases(store, member, [...new Set([...mine, ...leaving])]);
    if (!this.#isStopping) await this.#adopt(new Set(mine), leases);
  }

  async #adopt(mine: ReadonlySet<number>, leases: Leases): Promise<void> {
    for (const [partition, { epoch }] of this.#held) {
      const isLost = mine.has(partition) && leases.get(partition)?.epoch !== epoch;
      if (isLost) this.#end(partition, false);
      else if (!mine.has(partition)) this.#end(partition, true);
    }
    for (const partition of mine) {
      const lease = leases.get(partition);
      const holding = this.#held.get(partition);
      if (!lease || this.#ending.has(partition)) continue;
      if (!holding) await this.#begin(partition, lease.epoch);
      else {
        // More is unacknowledged than is in work, at two looks: a read's reply was lost, or a frozen owner woke and read.
        const inWork = holding.inFlight.size;
        if (lease.pending > inWork && holding.pendingBefore > inWork) holding.hasLeftovers = true;
        holding.pendingBefore = lease.pending;
      }
    }
  }

  async #begin(partition: number, epoch: number): Promise<void> {
    const lose = new AbortController();
    const holding = {
      partition,
      epoch,
      lost: lose.signal,
      lose,
      inFlight: new Set<string>(),
      hasLeftovers: true,
      pendingBefore: 0,
    };
    await this.#options.acquired?.(holding);
    this.#held.set(partition, holding);
  }

  #end(partition: number, keepsLease: boolean): void {
    const { store, member, released, log } = this.#options;
    this.#held.get(partition)?.lose.abort();
    this.#held.delete(partition);
    const end = async () => {
      try {
        await released?.(partition);
        if (keepsLease) await release(store, member, partition);
      } catch (error) {
        log.warn({ err: error, partition }, 'Could not hand a partition over; its lease runs out');
      }
      this.#ending.delete(partition);
    };
    this.#ending.set(partition, { keepsLease, ended: end() });
  }
}
