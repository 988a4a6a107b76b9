import type { Memory, MemoryStream, MemoryString } from './memory.js';

/** What a server held at a moment; a replica that takes over holds what it had heard of by then. */
export interface Snapshot {
  readonly strings: ReadonlyMap<string, MemoryString>;
  readonly hashes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly sortedSets: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly sets: ReadonlyMap<string, ReadonlySet<string>>;
  readonly streams: ReadonlyMap<string, MemoryStream>;
}

export function snapshotOf({ strings, hashes, sortedSets, sets, streams }: Memory): Snapshot {
  return {
    strings: new Map(strings),
    hashes: copyEach(hashes, (hash) => new Map(hash)),
    sortedSets: copyEach(sortedSets, (sortedSet) => new Map(sortedSet)),
    sets: copyEach(sets, (set) => new Set(set)),
    streams: copyEach(streams, copyStream),
  };
}

/** Forgets everything since. Ids of entries carry the time, so those that are added from now on are new ones. */
export function goBackTo(memory: Memory, snapshot: Snapshot): void {
  replace(memory.strings, snapshot.strings, (text) => text);
  replace(memory.hashes, snapshot.hashes, (hash) => new Map(hash));
  replace(memory.sortedSets, snapshot.sortedSets, (sortedSet) => new Map(sortedSet));
  replace(memory.sets, snapshot.sets, (set) => new Set(set));
  const added = new Map([...memory.streams].map(([key, stream]) => [key, stream.added]));
  replace(memory.streams, snapshot.streams, copyStream);
  for (const [key, count] of added) {
    const stream = memory.streams.get(key) ?? { entries: new Map(), pending: new Set(), added: 0, delivered: 0 };
    stream.added = count;
    memory.streams.set(key, stream);
  }
}

function copyStream({ entries, pending, added, delivered }: MemoryStream): MemoryStream {
  return { entries: new Map(entries), pending: new Set(pending), added, delivered };
}

function copyEach<Value, Copy>(values: ReadonlyMap<string, Value>, copy: (value: Value) => Copy): Map<string, Copy> {
  return new Map([...values].map(([key, value]) => [key, copy(value)]));
}

function replace<Value, Copied>(
  target: Map<string, Value>,
  source: ReadonlyMap<string, Copied>,
  copy: (value: Copied) => Value,
): void {
  target.clear();
  for (const [key, value] of source) target.set(key, copy(value));
}
