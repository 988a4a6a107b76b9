import { inOrder, type Memory, type MemoryStream, stringAt } from './memory.js';
import type { ScriptModel } from './script-models.js';

/** One call of a script model: what it was asked, what it answered, and what the memory held before and after. */
export interface ScriptCall {
  readonly name: string;
  readonly keys: readonly string[];
  readonly args: readonly string[];
  readonly reply: unknown;
  /** By the server's clock, epoch milliseconds. */
  readonly now: number;
  /** Stream → the number of the last entry that had been delivered when the script ran. */
  readonly delivered: ReadonlyMap<string, number>;
  /** Stream → what it held when the script ran, by the number of the entry; some of it no script has put there. */
  readonly before: ReadonlyMap<string, readonly [number, string][]>;
  readonly found: Content;
  readonly after: Content;
}

/** Everything the keys of a script hold that scripts write. */
export interface Content {
  readonly strings: Record<string, string>;
  readonly hashes: Record<string, [string, string][]>;
  readonly sortedSets: Record<string, [string, number][]>;
  readonly sets: Record<string, string[]>;
  readonly streams: Record<string, { entries: [string, string][]; pending: string[] }>;
}

/** The same models, with a note of every call. */
export function noteCalls(
  scripts: Readonly<Record<string, ScriptModel>>,
  note: (call: ScriptCall) => void,
): Record<string, ScriptModel> {
  const noted = Object.entries(scripts).map(([name, script]): [string, ScriptModel] => [
    name,
    (memory, keys, args) => {
      const delivered = new Map([...memory.streams].map(([key, stream]) => [key, stream.delivered]));
      const before = new Map([...memory.streams].map(([key, { entries }]) => [key, numbered(entries)] as const));
      const found = contentOf(memory, keys);
      const reply = script(memory, keys, args);
      note({ name, keys, args, reply, now: memory.now(), delivered, before, found, after: contentOf(memory, keys) });
      return reply;
    },
  ]);
  return Object.fromEntries(noted);
}

function contentOf(memory: Memory, keys: readonly string[]): Content {
  const { hashes, sortedSets, sets, streams } = memory;
  const living = new Map<string, string>();
  for (const key of keys) {
    const text = stringAt(memory, key);
    if (text !== undefined) living.set(key, text);
  }
  return {
    strings: among(keys, living, (text) => text),
    hashes: among(keys, hashes, (hash) => [...hash].sort()),
    sortedSets: among(keys, sortedSets, inOrder),
    sets: among(keys, sets, (set) => [...set].sort()),
    streams: among(keys, streams, ({ entries, pending }: MemoryStream) => {
      return { entries: [...entries], pending: [...pending].sort(byNumber) };
    }),
  };
}

function among<Value, Seen>(
  keys: readonly string[],
  values: ReadonlyMap<string, Value>,
  see: (value: Value) => Seen,
): Record<string, Seen> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values.get(key);
      return value === undefined ? [] : [[key, see(value)] as const];
    }),
  );
}

function numbered(entries: ReadonlyMap<string, string>): [number, string][] {
  return [...entries].map(([id, message]) => [Number.parseInt(id, 10), message]);
}

/** Entries are numbered in the order in which they were added. */
function byNumber(one: string, other: string): number {
  return Number.parseInt(one, 10) - Number.parseInt(other, 10);
}
