import { hash128 } from '@waystream/core';
import type { Store } from './store.js';

/** An event to accept: the id that tells it from others, whose it is, and its message. */
export interface Arrival {
  dedupeId: string;
  person: string;
  message: string;
}

export type Acceptance = 'stored' | 'duplicate' | 'full';

export interface AcceptLimits {
  /** Most entries one partition's inbox may hold before producers are told to wait. */
  mostBacklog: number;
  /** An id is recognised for at least this long; at most twice as long. */
  dedupeWindowMs: number;
}

/** Takes events of one partition into its inbox. Repeating the call after a lost reply stores nothing twice. */
export async function accept(
  { connections, keyspace, runScript }: Store,
  partition: number,
  arrivals: readonly Arrival[],
  { mostBacklog, dedupeWindowMs }: AcceptLimits,
  nowMs: number,
): Promise<Acceptance[]> {
  const window = Math.floor(nowMs / dedupeWindowMs);
  const keys = [keyspace.inbox(partition), keyspace.seen(partition, window), keyspace.seen(partition, window - 1)];
  const args = arrivals.flatMap(({ dedupeId, message }) => [shortId(dedupeId), message]);
  const reply = await runScript(connections.commands, 'accept', keys, [mostBacklog, 2 * dedupeWindowMs, ...args]);
  return arrivals.map((_, index) => acceptance(Array.isArray(reply) ? reply[index] : undefined));
}

function acceptance(code: unknown): Acceptance {
  if (code === 1) return 'stored';
  return code === 0 ? 'duplicate' : 'full';
}

/** 96 bits in 16 characters: ids of producers may be long, and many of them are remembered. */
function shortId(id: string): string {
  const [a, b, c] = hash128(id);
  return Buffer.from(new Uint32Array([a, b, c]).buffer).toString('base64');
}

/** Puts a message into the inbox of a person's partition without more ado; the engine ignores what it has had. */
export async function deliver({ connections, keyspace }: Store, person: string, message: string): Promise<void> {
  await connections.commands.xadd(keyspace.inbox(keyspace.partitionOf(person)), '*', 'm', message);
}

/** Answers requests of one partition: each answer enters the inbox, each request is acknowledged, both or neither. */
export async function answer(
  { connections, keyspace, runScript }: Store,
  request: { group: 'enrichment' | 'dispatcher'; partition: number },
  answers: readonly { entryId: string; message: string | null }[],
): Promise<void> {
  const { group, partition } = request;
  const stream = group === 'dispatcher' ? keyspace.actions(partition) : keyspace.fetches(partition);
  const args = answers.flatMap(({ entryId, message }) => [entryId, message ?? '']);
  await runScript(connections.commands, 'answer', [stream, keyspace.inbox(partition)], [group, ...args]);
}

/** The message of the partition's inbox that has waited longest, whether somebody has it in work or not. */
export async function oldestMessage({ connections, keyspace }: Store, partition: number): Promise<string | null> {
  const [oldest] = await connections.commands.xrange(keyspace.inbox(partition), '-', '+', 'COUNT', 1);
  return oldest?.[1][1] ?? null;
}

/** Inputs that wait in each partition's inbox. */
export async function backlogs({ connections, keyspace }: Store): Promise<number[]> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  return Promise.all(partitions.map((partition) => connections.commands.xlen(keyspace.inbox(partition))));
}
