import { setTimeout as pause } from 'node:timers/promises';
import { BLOCK_MS, type RedisClient } from './connection.js';
import { LEASE_MS, type Member, release, renewHoldings, resign } from './ownership.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';
import { readNew, readPending, type StreamEntry } from './stream-reading.js';

/** A partition this consumer owns, until the signal aborts. */
export interface OwnedPartition {
  readonly partition: number;
  readonly epoch: number;
  readonly lost: AbortSignal;
}

export interface ConsumerOptions {
  store: Store;
  member: Member;
  /** Most entries of one stream in one read. */
  batchSize: number;
  /** Is a partition's next batch read only when the one before it is done? */
  inOrder: boolean;
  /** Reading pauses while this many entries are being handled. */
  mostInFlight: number;
  /**
   * Handles entries and acknowledges them; resolves when all are acknowledged. When it rejects, what was not
   * acknowledged is offered again.
   */
  handle(owned: OwnedPartition, entries: StreamEntry[]): Promise<void>;
  acquired?(owned: OwnedPartition): Promise<void>;
  /** Called before the partition is given up; resolves when nothing of it is in work any more. */
  released?(partition: number): Promise<void>;
  log: Reporter;
}

interface Holding extends OwnedPartition {
  readonly inFlight: Set<string>;
  readonly lose: AbortController;
  /** Entries that were delivered but never acknowledged come first: of a former owner, of a lost reply, of a failure. */
  hasLeftovers: boolean;
  pendingBefore: number;
}

/**
 * The consume loop, one for all services: owns partitions of a stream, reads them in batches, hands the entries over and
 * heals by itself. Entries of a former owner come before new ones; the consumer's name is the same for every owner of
 * a partition, so nothing waits for an idle time to be claimed.
 */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #holdings = new Map<number, Holding>();
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];
  #reader: RedisClient | null = null;
  #inFlight = 0;
  #whenLess: (() => void) | null = null;
  #looked: (() => void)[] = [];

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loops = [this.#keepHoldings(), this.#read()];
  }

  /** The partitions owned now. */
  get owned(): ReadonlyMap<number, OwnedPartition> {
    return this.#holdings;
  }

  /** Entries read and not yet acknowledged. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Resolves after the next look at the leases; what fell to this member is owned then. */
  nextLook(): Promise<void> {
    return new Promise((resolve) => this.#looked.push(resolve));
  }

  /** Stops reading, lets what is in work finish, and hands the partitions over. */
  async stop(): Promise<void> {
    const { store, member, log } = this.#options;
    this.#stopping.abort();
    this.#whenLess?.();
    this.#reader?.disconnect();
    await Promise.all(this.#loops);
    await resign(store, member).catch((error) =>
      log.warn({ err: error }, 'Could not resign; the heartbeat will run out'),
    );
    await Promise.all([...this.#holdings.keys()].map((partition) => this.#giveUp(partition, true)));
  }

  async #keepHoldings(): Promise<void> {
    const { store, member, log } = this.#options;
    while (!this.#stopping.signal.aborted) {
      try {
        const found = await renewHoldings(store, member);
        await this.#adopt(found);
      } catch (error) {
        if (!this.#stopping.signal.aborted) log.error({ err: error }, 'Could not renew the leases; trying again');
      }
      for (const resolve of this.#looked.splice(0)) resolve();
      await pause(LEASE_MS / 5, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #adopt(found: Awaited<ReturnType<typeof renewHoldings>>): Promise<void> {
    for (const [partition, holding] of this.#holdings) {
      const now = found.get(partition);
      if (!now) await this.#giveUp(partition, true);
      else if (now.epoch !== holding.epoch) await this.#giveUp(partition, false);
    }
    for (const [partition, { epoch, pending }] of found) {
      const holding = this.#holdings.get(partition);
      if (!holding) await this.#take(partition, epoch);
      else this.#noticeLeftovers(holding, pending);
    }
  }

  async #take(partition: number, epoch: number): Promise<void> {
    if (this.#stopping.signal.aborted) return;
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
    this.#holdings.set(partition, holding);
  }

  /** More is unacknowledged than is in work, at two looks: a read's reply was lost, or a frozen owner woke up and read. */
  #noticeLeftovers(holding: Holding, pending: number): void {
    if (pending > holding.inFlight.size && holding.pendingBefore > holding.inFlight.size) holding.hasLeftovers = true;
    holding.pendingBefore = pending;
  }

  async #giveUp(partition: number, isToBeReleased: boolean): Promise<void> {
    const { store, member, released, log } = this.#options;
    this.#holdings.get(partition)?.lose.abort();
    this.#holdings.delete(partition);
    await released?.(partition);
    if (isToBeReleased)
      await release(store, member, partition).catch((error) => {
        log.warn({ err: error, partition }, 'Could not release a partition; its lease will run out');
      });
  }

  async #read(): Promise<void> {
    this.#reader = this.#options.store.connections.blocking();
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#readOnce(this.#reader);
      } catch (error) {
        if (this.#stopping.signal.aborted) break;
        this.#options.log.error({ err: error }, 'Could not read; trying again');
        await pause(250, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
    this.#reader.disconnect();
  }

  async #readOnce(reader: RedisClient): Promise<void> {
    await this.#roomForMore();
    const { member, batchSize, inOrder } = this.#options;
    const handled: Promise<void>[] = [];
    const live: Holding[] = [];
    for (const holding of this.#holdings.values()) {
      if (holding.hasLeftovers) handled.push(this.#handleLeftovers(reader, holding));
      else live.push(holding);
    }
    if (handled.length > 0) await Promise.all(handled);
    if (live.length === 0) {
      if (handled.length === 0) await pause(20, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      return;
    }
    const streams = live.map(({ partition }) => member.stream(partition));
    // While leftovers remain, new entries are only picked up in passing.
    const blockMs = handled.length > 0 ? 1 : BLOCK_MS;
    const batches = await readNew(reader, member.role, streams, { count: batchSize, blockMs });
    const started = batches.map(([stream, entries]) => {
      const holding = live[streams.indexOf(stream)];
      return holding ? this.#handle(holding, entries) : Promise.resolve();
    });
    if (inOrder) await Promise.all(started);
  }

  async #handleLeftovers(reader: RedisClient, holding: Holding): Promise<void> {
    const { member, batchSize } = this.#options;
    const entries = await readPending(
      reader,
      member.role,
      member.stream(holding.partition),
      batchSize,
      holding.inFlight,
    );
    if (entries.length > 0) await this.#handle(holding, entries);
    else holding.hasLeftovers = false;
  }

  async #handle(holding: Holding, entries: StreamEntry[]): Promise<void> {
    for (const { id } of entries) holding.inFlight.add(id);
    this.#inFlight += entries.length;
    try {
      await this.#options.handle(holding, entries);
    } catch (error) {
      if (!holding.lost.aborted) {
        this.#options.log.error(
          { err: error, partition: holding.partition, entries: entries.length },
          'Could not handle a batch; trying again',
        );
        await pause(250, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        holding.hasLeftovers = true;
      }
    } finally {
      for (const { id } of entries) holding.inFlight.delete(id);
      this.#inFlight -= entries.length;
      this.#whenLess?.();
    }
  }

  async #roomForMore(): Promise<void> {
    while (this.#inFlight >= this.#options.mostInFlight && !this.#stopping.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#whenLess = resolve;
      });
      this.#whenLess = null;
    }
  }
}
