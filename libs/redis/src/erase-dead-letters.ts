import { isJsonObject, type Json, parseJson } from '@waystream/core';
import { parsePersonId } from '@waystream/journey';
import type { Store } from './store.js';

/** Letters may be long. */
const CHUNK = 200;

/**
 * Takes dead letters that concern a person away, whatever partition they were put aside in, and tells how many. A message
 * that a service has written says whose it is; in one that came from outside, the person's key anywhere as a value is
 * enough, for nobody can tell what it would have meant. Repeating it does no harm.
 */
export async function eraseDeadLetters({ connections, keyspace }: Store, person: string): Promise<number> {
  const { commands } = connections;
  const concerns = lettersAbout(person);
  let erased = 0;
  for (let partition = 0; partition < keyspace.partitions; partition++) {
    const stream = keyspace.dead(partition);
    for (let after = '-', isMore = true; isMore; ) {
      const chunk = await commands.xrange(stream, after, '+', 'COUNT', CHUNK);
      const ids = chunk.filter(([, [, letter = '']]) => concerns(letter)).map(([id]) => id);
      if (ids.length > 0) erased += await commands.xdel(stream, ...ids);
      after = `(${chunk.at(-1)?.[0]}`;
      isMore = chunk.length === CHUNK;
    }
  }
  return erased;
}

function lettersAbout(person: string): (letter: string) => boolean {
  const { key } = parsePersonId(person);
  const names = new Set([person, key]);
  const literal = key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u');
  const isNamed = (value: Json): boolean => {
    if (typeof value === 'string' || typeof value === 'number') return names.has(String(value));
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) return value.some(isNamed);
    return Object.entries(value).some(([name, part = null]) => names.has(name) || isNamed(part));
  };
  return (letter) => {
    const message = messageOf(letter);
    const parsed = parsedOf(message);
    // Cut off, or no JSON at all.
    if (parsed === undefined) return alone.test(message);
    return isOwn(parsed) ? parsed.person === person : isNamed(parsed);
  };
}

/** Has a service of Waystream written it? */
function isOwn(message: Json): message is { person: string } {
  return isJsonObject(message) && message.v === 1 && typeof message.person === 'string' && 'id' in message;
}

function messageOf(letter: string): string {
  const stored = parsedOf(letter);
  return isJsonObject(stored) ? String(stored.message ?? '') : letter;
}

function parsedOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
