import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from './connection-error.js';
import type { Holding } from './holdings.js';
import type { Reporter } from './reporter.js';
import type { StreamConnection } from './stream-connection.js';
import { readNew, readPending, type StreamEntry } from './stream-reading.js';

export interface ReadLoopOptions {
  connection: StreamConnection;
  group: string;
  /** The longest a read waits for entries before it looks round for new partitions and leftovers. */
  blockMs: number;
  /** Most entries of one stream in one read. */
  batchSize: number;
  /** Least time between two reads: under load entries gather meanwhile and cost less; a lone entry does not wait. */
  readEveryMs: number;
  /** Is a partition's next batch read only when the one before it is done? */
  inOrder: boolean;
  stream(partition: number): string;
  /** What is to be read now. */
  holdings(): readonly Holding[];
  /** Resolves when more may be read. */
  room(): Promise<void>;
  handle(holding: Holding, entries: StreamEntry[]): Promise<void>;
  log: Reporter;
}

/** Reads partitions over one connection until the signal aborts, and goes on by itself when Redis was away. */
export async function readRepeatedly(options: ReadLoopOptions, signal: AbortSignal): Promise<void> {
  const { connection, log } = options;
  const close = () => connection.close();
  signal.addEventListener('abort', close, { once: true });
  while (!signal.aborted) {
    try {
      await options.room();
      if (!signal.aborted) await readOnce(options, signal);
    } catch (error) {
      if (signal.aborted) break;
      if (!isConnectionError(error)) log.error({ err: error }, 'Could not read; trying again');
      await rest(250, signal);
    }
  }
  close();
}

async function readOnce(options: ReadLoopOptions, signal: AbortSignal): Promise<void> {
  const { connection, group, blockMs, batchSize, inOrder, readEveryMs, handle } = options;
  const begunMs = performance.now();
  const [behind, live] = divide(options.holdings(), ({ hasLeftovers }) => hasLeftovers);
  const handled: Promise<void>[] = [];
  for (const holding of behind) {
    const stream = options.stream(holding.partition);
    const entries = await connection.read((redis) => readPending(redis, group, stream, batchSize, holding.inFlight));
    holding.hasLeftovers = entries.length > 0;
    if (entries.length > 0) handled.push(handle(holding, entries));
  }
  if (live.length > 0) {
    const streams = live.map(({ partition }) => options.stream(partition));
    // While some partition has leftovers, new entries of the others are only picked up in passing.
    const limits = { count: batchSize, blockMs: behind.length > 0 ? 1 : blockMs };
    for (const [stream, entries] of await connection.read((redis) => readNew(redis, group, streams, limits))) {
      const holding = live[streams.indexOf(stream)];
      if (holding) handled.push(handle(holding, entries));
    }
  } else if (handled.length === 0) {
    await rest(20, signal);
  }
  if (inOrder) await Promise.all(handled);
  const restMs = readEveryMs - (performance.now() - begunMs);
  if (restMs > 0 && handled.length > 0) await rest(restMs, signal);
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

function divide<Item>(items: readonly Item[], test: (item: Item) => boolean): [yes: Item[], no: Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
