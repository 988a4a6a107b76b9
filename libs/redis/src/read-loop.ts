import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from './connection-error.js';
import type { Holding } from './holding.js';
import type { Reporter } from './reporter.js';
import type { StreamConnection } from './stream-connection.js';
import { readNew, readPending, type StreamEntry } from './stream-reading.js';

/** How long a loop rests that has nothing to read. */
const IDLE_MS = 20;

export interface ReadLoopOptions {
  connection: StreamConnection;
  group: string;
  /** The longest a read waits for entries before it looks round for new partitions and leftovers. */
  blockMs: number;
  /** Most entries of one stream in one read. */
  batchSize: number;
  /** Least time between two reads that brought less than they could: under load entries gather meanwhile and cost less. */
  readEveryMs: number;
  stream(partition: number): string;
  /** What is to be read now. */
  holdings(): readonly Holding[];
  /** Resolves when more may be read. */
  room(): Promise<void>;
  handle(holding: Holding, entries: StreamEntry[]): void;
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
      // What a lost reply brought is in nobody's hands, and comes before what is read next.
      for (const holding of options.holdings()) holding.hasLeftovers = true;
      await rest(250, signal);
    }
  }
  close();
}

async function readOnce(options: ReadLoopOptions, signal: AbortSignal): Promise<void> {
  const begunMs = performance.now();
  const holdings = options.holdings().filter(({ isSetBack }) => !isSetBack);
  const behind = holdings.filter(({ hasLeftovers }) => hasLeftovers);
  const live = holdings.filter(({ hasLeftovers }) => !hasLeftovers);
  let most = 0;
  for (const holding of behind) most = Math.max(most, await readLeftovers(options, holding));
  // While some partition has leftovers, new entries of the others are only picked up in passing.
  const blockMs = most > 0 ? 1 : IDLE_MS;
  if (live.length > 0) {
    most = Math.max(most, await readNewOnes(options, live, behind.length > 0 ? blockMs : options.blockMs));
  } else if (most === 0) await rest(IDLE_MS, signal);
  const restMs = options.readEveryMs - (performance.now() - begunMs);
  if (restMs > 0 && most > 0 && most < options.batchSize) await rest(restMs, signal);
}

async function readLeftovers(options: ReadLoopOptions, holding: Holding): Promise<number> {
  const { connection, group, batchSize, stream, handle } = options;
  // They are read over again each time, so there are never many.
  if (holding.inFlight.size >= batchSize) return 0;
  // As they are now: what is done before the reply comes is in the reply all the same.
  const inWork = new Set(holding.inFlight);
  // Before the read, because what fails meanwhile becomes one.
  holding.hasLeftovers = false;
  const name = stream(holding.partition);
  const entries = await connection.read((redis) => readPending(redis, group, name, batchSize, inWork));
  if (entries.length === 0) return 0;
  holding.hasLeftovers = true;
  handle(holding, entries);
  return entries.length;
}

/** Tells how many entries the fullest stream has brought. */
async function readNewOnes(options: ReadLoopOptions, holdings: readonly Holding[], blockMs: number): Promise<number> {
  const { connection, group, batchSize, stream, handle } = options;
  const streams = holdings.map(({ partition }) => stream(partition));
  const limits = { count: batchSize, blockMs };
  let most = 0;
  for (const [name, entries] of await connection.read((redis) => readNew(redis, group, streams, limits))) {
    const holding = holdings[streams.indexOf(name)];
    most = Math.max(most, entries.length);
    // Behind what was set back meanwhile they are leftovers, too.
    if (holding && !holding.hasLeftovers && !holding.isSetBack) handle(holding, entries);
  }
  return most;
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
