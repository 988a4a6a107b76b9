/**
 * What a Redis holds, as plain data: as much of it as the evaluator and those who answer it use. Keys are spelled as in
 * the real one.
 */
export interface Memory {
  /** The server's own clock, epoch milliseconds. */
  now(): number;
  readonly strings: Map<string, MemoryString>;
  readonly hashes: Map<string, Map<string, string>>;
  readonly sortedSets: Map<string, Map<string, number>>;
  readonly sets: Map<string, Set<string>>;
  readonly streams: Map<string, MemoryStream>;
}

export interface MemoryString {
  readonly text: string;
  /** By the server's clock; `null` when it stays. */
  readonly expiresMs: number | null;
}

/** A stream with its one consumer group. */
export interface MemoryStream {
  /** Entry id → message, oldest first. */
  readonly entries: Map<string, string>;
  /** Delivered and not acknowledged. */
  readonly pending: Set<string>;
  added: number;
  /** The number of the last entry that was delivered. */
  delivered: number;
}

export function createMemory(now: () => number = () => 0): Memory {
  return {
    now,
    strings: new Map(),
    hashes: new Map(),
    sortedSets: new Map(),
    sets: new Map(),
    streams: new Map(),
  };
}

export function stringAt({ strings, now }: Memory, key: string): string | undefined {
  const found = strings.get(key);
  if (!found || (found.expiresMs !== null && found.expiresMs <= now())) return undefined;
  return found.text;
}

/** `lifeMs`: how long it stays, for ever without one. */
export function setString({ strings, now }: Memory, key: string, text: string, lifeMs?: number): void {
  strings.set(key, { text, expiresMs: lifeMs === undefined ? null : now() + lifeMs });
}

export function hashAt({ hashes }: Memory, key: string): Map<string, string> {
  return existing(hashes, key, () => new Map());
}

export function sortedSetAt({ sortedSets }: Memory, key: string): Map<string, number> {
  return existing(sortedSets, key, () => new Map());
}

export function setAt({ sets }: Memory, key: string): Set<string> {
  return existing(sets, key, () => new Set());
}

export function streamAt({ streams }: Memory, key: string): MemoryStream {
  return existing(streams, key, () => ({ entries: new Map(), pending: new Set(), added: 0, delivered: 0 }));
}

/** Members by score, then by their bytes, as Redis orders them. */
export function inOrder(sortedSet: ReadonlyMap<string, number>): [member: string, score: number][] {
  return [...sortedSet].sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1));
}

export function append(stream: MemoryStream, message: string): void {
  stream.added += 1;
  stream.entries.set(`${stream.added}-0`, message);
}

/** XACK and XDEL. Tells whether the entry was delivered and not yet acknowledged. */
export function acknowledge(stream: MemoryStream, id: string): boolean {
  stream.entries.delete(id);
  return stream.pending.delete(id);
}

/** The oldest entries that nobody has acknowledged, delivered before or only now. */
export function readOldest(stream: MemoryStream, most: number): { id: string; message: string }[] {
  const entries = [...stream.entries].slice(0, most).map(([id, message]) => ({ id, message }));
  for (const { id } of entries) {
    stream.pending.add(id);
    stream.delivered = Math.max(stream.delivered, Number.parseInt(id, 10));
  }
  return entries;
}

function existing<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
