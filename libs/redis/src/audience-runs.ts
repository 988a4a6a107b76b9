import { DAY_MS, parseJson } from '@waystream/core';
import { type RunRequest, runRequest } from '@waystream/journey';
import type { Store } from './store.js';

/** A run that has not reached every member yet, and when it may go on, epoch milliseconds. */
export interface OpenRun {
  readonly run: RunRequest;
  readonly dueMs: number;
}

/** How far a run is in one partition: after a member, or through. */
export type RunPosition = { readonly kind: 'after'; readonly person: string } | { readonly kind: 'through' };

/** A run is recognised for this long after its end, in case the order to begin it is repeated. */
const REMEMBERED_MS = DAY_MS;

/**
 * Opens a run, once. `scheduledMs`: when a schedule had it due; none that was due earlier is opened after it. Tells whether
 * it was opened now.
 */
export async function openRun(
  { connections, keyspace, runScript }: Store,
  run: RunRequest,
  { dueMs, scheduledMs }: { dueMs: number; scheduledMs: number | null },
): Promise<boolean> {
  const keys = [keyspace.openRuns(), keyspace.dueRuns(), keyspace.scheduledRuns()];
  const args = [run.id, JSON.stringify(run), dueMs, run.version, scheduledMs ?? ''];
  return (await runScript(connections.commands, 'open-run', keys, args)) === 1;
}

export async function listRuns({ connections, keyspace }: Store): Promise<RunRequest[]> {
  const texts = await connections.commands.hvals(keyspace.openRuns());
  return texts.map((text) => runRequest.parse(parseJson(text)));
}

export async function findRun({ connections, keyspace }: Store, id: string): Promise<OpenRun | null> {
  const [text, due] = await Promise.all([
    connections.commands.hget(keyspace.openRuns(), id),
    connections.commands.zscore(keyspace.dueRuns(), id),
  ]);
  return text === null ? null : { run: runRequest.parse(parseJson(text)), dueMs: Number(due ?? 0) };
}

/** When the latest run that a schedule has begun was due, epoch milliseconds. */
export async function latestScheduledMs({ connections, keyspace }: Store, version: string): Promise<number | null> {
  const due = await connections.commands.hget(keyspace.scheduledRuns(), version);
  return due === null ? null : Number(due);
}

/** The run goes on at a later time. */
export async function postponeRun({ connections, keyspace }: Store, id: string, dueMs: number): Promise<void> {
  await connections.commands.zadd(keyspace.dueRuns(), 'XX', dueMs, id);
}

/** The run is over; repeating it does nothing. */
export async function closeRun({ connections, keyspace }: Store, id: string): Promise<void> {
  const { commands } = connections;
  await commands.multi().hdel(keyspace.openRuns(), id).zrem(keyspace.dueRuns(), id).exec();
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  await Promise.all(partitions.map((one) => commands.pexpire(keyspace.runPosition(one, id), REMEMBERED_MS)));
}

/** `null` where the run has not begun yet. */
export async function runPosition(
  { connections, keyspace }: Store,
  partition: number,
  id: string,
): Promise<RunPosition | null> {
  const text = await connections.commands.get(keyspace.runPosition(partition, id));
  return text === null ? null : fromText(text);
}

/**
 * Brings a portion into the inbox and moves the run on, together. `moved`: another worker of the same run was there first;
 * `full`: the inbox holds `mostBacklog` entries.
 */
export async function bringPortion(
  { connections, keyspace, runScript }: Store,
  partition: number,
  id: string,
  portion: { from: RunPosition | null; to: RunPosition; inputs: readonly string[]; mostBacklog: number },
): Promise<'done' | 'moved' | 'full'> {
  const { from, to, inputs, mostBacklog } = portion;
  const keys = [keyspace.runPosition(partition, id), keyspace.inbox(partition)];
  const args = [from === null ? '' : toText(from), toText(to), mostBacklog, ...inputs];
  const result = await runScript(connections.commands, 'bring-portion', keys, args);
  if (result === 1) return 'done';
  return result === 0 ? 'moved' : 'full';
}

/** No id of a person is a word without colons. */
const THROUGH = 'through';

function toText(position: RunPosition): string {
  return position.kind === 'through' ? THROUGH : position.person;
}

function fromText(text: string): RunPosition {
  return text === THROUGH ? { kind: 'through' } : { kind: 'after', person: text };
}
