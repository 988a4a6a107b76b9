import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Holding, OwnedPartition } from './holding.js';
import { Holdings, type HoldingsOptions } from './holdings.js';
import { type Lane, openLane } from './lane.js';
import { type ReadLoopOptions, readRepeatedly } from './read-loop.js';
import type { StreamConnection } from './stream-connection.js';
import type { StreamEntry } from './stream-reading.js';
import { type TellFailure, tellFailures } from './tell-failures.js';

const BLOCK_MS = 2_000;
/** Many reads wait side by side in a cluster, and each is for one partition that it ends with. */
const BLOCK_ON_CLUSTER_MS = 6_000;

/** What could not be handled is not offered again at once. */
const AFTER_FAILURE_MS = 250;

export interface ConsumerOptions extends HoldingsOptions, Pick<ReadLoopOptions, 'batchSize' | 'readEveryMs'> {
  /** Is a batch of a partition handled only when the one before it is done? */
  inOrder: boolean;
  /** Reading pauses while this many entries are being handled. */
  mostInFlight: number;
  /**
   * Handles entries and acknowledges them; resolves when all are acknowledged. When it rejects, what was not acknowledged
   * is offered again. `done` says earlier that one entry is, so that it no longer counts as being handled.
   */
  handle(owned: OwnedPartition, entries: StreamEntry[], done: (entryId: string) => void): Promise<void>;
}

/**
 * The consume loop, one for all services: owns partitions of a stream, reads them in batches, hands the entries over and
 * heals by itself. Entries of a former owner come before new ones; the consumer's name is the same for every owner of
 * a partition, so nothing waits for an idle time to be claimed.
 *
 * One server is read with one blocking command for all partitions. In a cluster no command may touch two slots, so every
 * partition is read over a connection of its own.
 */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #holdings: Holdings;
  readonly #stopping = new AbortController();
  readonly #connections = new Set<StreamConnection>();
  readonly #reading = new Set<Promise<void>>();
  readonly #waiting = new Set<() => void>();
  /** Of the partitions held, when batches are to be handled in order. */
  readonly #lanes = new Map<number, Lane>();
  readonly #tellFailure: TellFailure;
  #inFlight = 0;

  constructor(options: ConsumerOptions) {
    // As many pauses end with it as there are partitions.
    setMaxListeners(0, this.#stopping.signal);
    this.#options = options;
    this.#tellFailure = tellFailures(options.log);
    const released = async (partition: number) => {
      await this.#lanes.get(partition)?.settled();
      this.#lanes.delete(partition);
      await options.released?.(partition);
    };
    const begin = (holding: Holding) => {
      if (options.inOrder) this.#lanes.set(holding.partition, this.#laneOf(holding));
      if (options.store.connections.isCluster) this.#read(() => [holding], holding.lost);
    };
    this.#holdings = new Holdings({ ...options, released }, { begin, interrupt: () => this.#interrupt() });
  }

  start(): void {
    this.#holdings.start();
    if (!this.#options.store.connections.isCluster) this.#read(() => [...this.owned.values()], this.#stopping.signal);
  }

  /** The partitions owned now. */
  get owned(): ReadonlyMap<number, Holding> {
    return this.#holdings.current;
  }

  /** Other work on a partition than handling entries has failed: it is given up, and acquired under a new epoch. */
  async acquireAnew(owned: OwnedPartition, error: unknown): Promise<void> {
    const holding = this.owned.get(owned.partition);
    if (holding !== owned) return;
    await this.#setBack(holding, error);
  }

  /** Stops reading, lets what is in work finish, and hands the partitions over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#offerRoom();
    await this.#holdings.stop();
    await Promise.all(this.#reading);
  }

  #read(holdings: () => readonly Holding[], until: AbortSignal): void {
    const { store, member } = this.#options;
    const blockMs = store.connections.isCluster ? BLOCK_ON_CLUSTER_MS : BLOCK_MS;
    const connection = store.connections.forStreams(blockMs);
    const signal = AbortSignal.any([until, this.#stopping.signal]);
    const loop = {
      ...this.#options,
      connection,
      blockMs,
      group: member.role,
      stream: member.stream,
      holdings,
      room: () => this.#roomForMore(signal),
      handle: (holding: Holding, entries: StreamEntry[]) => this.#handle(holding, entries),
    };
    this.#connections.add(connection);
    const reading = readRepeatedly(loop, signal).finally(() => {
      this.#connections.delete(connection);
      this.#reading.delete(reading);
    });
    this.#reading.add(reading);
  }

  #handle(holding: Holding, entries: StreamEntry[]): void {
    if (holding.lost.aborted) return;
    for (const { id } of entries) holding.inFlight.add(id);
    this.#inFlight += entries.length;
    const lane = this.#lanes.get(holding.partition);
    if (lane) lane.take(entries);
    else void this.#work(holding, entries);
  }

  #laneOf(holding: Holding): Lane {
    return openLane({
      batchSize: this.#options.batchSize,
      handle: (batch) => this.#work(holding, batch),
      giveUp: (waiting) => this.#done(holding, waiting),
    });
  }

  /** Handles a batch and tells whether it was handled; one that failed is offered again. */
  async #work(holding: Holding, entries: StreamEntry[]): Promise<boolean> {
    try {
      if (holding.lost.aborted) return false;
      await this.#options.handle(holding, entries, (id) => this.#done(holding, [{ id }]));
      return true;
    } catch (error) {
      if (!holding.lost.aborted) await this.#setBack(holding, error);
      return false;
    } finally {
      this.#done(holding, entries);
    }
  }

  #done(holding: Holding, entries: readonly Pick<StreamEntry, 'id'>[]): void {
    for (const { id } of entries) if (holding.inFlight.delete(id)) this.#inFlight -= 1;
    this.#offerRoom();
  }

  /** Tells of a failure, and after a moment begins again with what it concerned. */
  async #setBack(holding: Holding, error: unknown): Promise<void> {
    const { inOrder } = this.#options;
    // What stood behind a failure fails with it, and is offered again with it.
    if (holding.isSetBack) return;
    this.#tellFailure(holding.partition, error);
    holding.isSetBack = inOrder;
    await pause(AFTER_FAILURE_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    holding.isSetBack = false;
    void this.#holdings.offerAgain(holding);
  }

  async #interrupt(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.interrupt()));
  }

  async #roomForMore(signal: AbortSignal): Promise<void> {
    while (this.#inFlight >= this.#options.mostInFlight && !signal.aborted) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #offerRoom(): void {
    if (this.#waiting.size === 0) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
