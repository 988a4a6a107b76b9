import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError, type RedisClient } from './connection.js';
import { type Holding, Holdings, type HoldingsOptions, type OwnedPartition } from './holdings.js';
import { readNew, readPending, type StreamEntry } from './stream-reading.js';

/** The longest a read waits for entries before it looks round for new partitions. */
const BLOCK_MS = 2_000;

export interface ConsumerOptions extends HoldingsOptions {
  /** Most entries of one stream in one read. */
  batchSize: number;
  /** Least time between two reads: under load entries gather meanwhile and cost less; a lone entry does not wait. */
  readEveryMs: number;
  /** Is a partition's next batch read only when the one before it is done? */
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
 */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #holdings: Holdings;
  readonly #stopping = new AbortController();
  #reading: Promise<void> = Promise.resolve();
  #reader: RedisClient | null = null;
  #inFlight = 0;
  #whenLess: (() => void) | null = null;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#holdings = new Holdings(options);
  }

  start(): void {
    this.#holdings.start();
    this.#reading = this.#read();
  }

  /** The partitions owned now. */
  get owned(): ReadonlyMap<number, OwnedPartition> {
    return this.#holdings.current;
  }

  /** Stops reading, lets what is in work finish, and hands the partitions over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#whenLess?.();
    this.#reader?.disconnect();
    await this.#holdings.stop();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const reader = this.#options.store.connections.blocking(BLOCK_MS);
    this.#reader = reader;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#readOnce(reader);
      } catch (error) {
        if (this.#stopping.signal.aborted) break;
        if (!isConnectionError(error)) this.#options.log.error({ err: error }, 'Could not read; trying again');
        await this.#pause(250);
      }
    }
    reader.disconnect();
  }

  async #readOnce(reader: RedisClient): Promise<void> {
    await this.#roomForMore();
    const { member, batchSize, inOrder, readEveryMs } = this.#options;
    const begunMs = performance.now();
    const [behind, live] = partition([...this.#holdings.current.values()], ({ hasLeftovers }) => hasLeftovers);
    const handled: Promise<void>[] = [];
    for (const holding of behind) {
      const entries = await readPending(
        reader,
        member.role,
        member.stream(holding.partition),
        batchSize,
        holding.inFlight,
      );
      holding.hasLeftovers = entries.length > 0;
      if (entries.length > 0) handled.push(this.#handle(holding, entries));
    }
    if (live.length > 0) {
      const streams = live.map((holding) => member.stream(holding.partition));
      // While some partition has leftovers, new entries of the others are only picked up in passing.
      const blockMs = behind.length > 0 ? 1 : BLOCK_MS;
      for (const [stream, entries] of await readNew(reader, member.role, streams, { count: batchSize, blockMs })) {
        const holding = live[streams.indexOf(stream)];
        if (holding) handled.push(this.#handle(holding, entries));
      }
    } else if (handled.length === 0) {
      await this.#pause(20);
    }
    if (inOrder) await Promise.all(handled);
    const restMs = readEveryMs - (performance.now() - begunMs);
    if (restMs > 0 && handled.length > 0) await this.#pause(restMs);
  }

  async #handle(holding: Holding, entries: StreamEntry[]): Promise<void> {
    for (const { id } of entries) holding.inFlight.add(id);
    this.#inFlight += entries.length;
    const done = (id: string) => {
      if (!holding.inFlight.delete(id)) return;
      this.#inFlight -= 1;
      this.#whenLess?.();
    };
    try {
      await this.#options.handle(holding, entries, done);
    } catch (error) {
      if (!holding.lost.aborted) {
        const fields = { err: error, partition: holding.partition, entries: entries.length };
        if (!isConnectionError(error)) this.#options.log.error(fields, 'Could not handle a batch; trying again');
        await this.#pause(250);
        holding.hasLeftovers = true;
      }
    } finally {
      for (const { id } of entries) done(id);
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

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [yes: Item[], no: Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
