import type { RedisClient } from './open-client.js';

/** One entry of a stream: every message of Waystream is the JSON text in its field `m`. */
export interface StreamEntry {
  id: string;
  message: string;
}

/** Every owner of a partition reads under this name, so that what a former owner left is the new owner's own. */
const CONSUMER = 'owner';

/** Entries nobody has read yet, by stream; waits for the first one. */
export async function readNew(
  reader: RedisClient,
  group: string,
  streams: string[],
  { count, blockMs }: { count: number; blockMs: number },
): Promise<[stream: string, entries: StreamEntry[]][]> {
  const after = streams.map(() => '>');
  const reply = await reader.xreadgroup(
    'GROUP',
    group,
    CONSUMER,
    'COUNT',
    count,
    'BLOCK',
    blockMs,
    'STREAMS',
    ...streams,
    ...after,
  );
  return byStream(reply).map(([stream, entries]) => [stream, entries.map(toEntry)]);
}

/**
 * Entries that were read and not acknowledged, oldest first, without those in work. What was deleted meanwhile is
 * acknowledged, so that it hides nothing.
 */
export async function readPending(
  reader: RedisClient,
  group: string,
  stream: string,
  count: number,
  inWork: ReadonlySet<string>,
): Promise<StreamEntry[]> {
  const reply = await reader.xreadgroup('GROUP', group, CONSUMER, 'COUNT', count + inWork.size, 'STREAMS', stream, '0');
  const entries = (byStream(reply)[0]?.[1] ?? []).filter(([id]) => !inWork.has(id));
  const deleted = entries.filter(([, fields]) => fields === null).map(([id]) => id);
  if (deleted.length === 0) return entries.map(toEntry);
  await reader.xack(stream, group, ...deleted);
  return readPending(reader, group, stream, count, inWork);
}

type RawEntry = [id: string, fields: string[] | null];

/** Guarantee: the reply of XREADGROUP in RESP2 is a list of `[stream, [[id, [field, value, ...]]...]]`, or null. */
function byStream(reply: unknown): [string, RawEntry[]][] {
  return (reply ?? []) as [string, RawEntry[]][];
}

function toEntry([id, fields]: RawEntry): StreamEntry {
  const at = fields?.indexOf('m') ?? -1;
  return { id, message: at < 0 ? '' : (fields?.[at + 1] ?? '') };
}
