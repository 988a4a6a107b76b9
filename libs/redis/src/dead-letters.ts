import { hash32, isJsonObject, parseJson } from '@waystream/core';
import type { Store } from './store.js';

/** Why something was put aside. The list is closed: it is a label of a metric. */
export const DEAD_LETTER_REASONS = [
  'malformed',
  'schema',
  'unknownEvent',
  'missingKey',
  'unreadable',
  'undecidable',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** A message that could not be handled, kept with what is needed to understand it and to send it again. */
export interface DeadLetter {
  /** Where it was put aside: the service and the pipe or address. */
  source: string;
  reason: DeadLetterReason;
  detail: string;
  /** The message as it came, cut at 64 KiB. */
  message: string;
  /** RFC 3339. */
  at: string;
}

const MOST_TEXT = 64 * 1024;
/** Dead letters kept per partition; beyond it the oldest go. */
export const MOST_DEAD_LETTERS = 10_000;

export function deadLetterText(letter: DeadLetter): string {
  return JSON.stringify({ ...letter, message: letter.message.slice(0, MOST_TEXT) });
}

/** Puts messages aside that belong to no partition yet; they are spread by their content. */
export async function putAside({ connections, keyspace }: Store, letters: readonly DeadLetter[]): Promise<void> {
  await Promise.all(
    letters.map((letter) => {
      const stream = keyspace.dead(hash32(letter.message) % keyspace.partitions);
      return connections.commands.xadd(stream, 'MAXLEN', '~', MOST_DEAD_LETTERS, '*', 'm', deadLetterText(letter));
    }),
  );
}

/** The newest dead letters of all partitions, newest first. */
export async function listDeadLetters(
  { connections, keyspace }: Store,
  most: number,
): Promise<(DeadLetter & { id: string })[]> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const lists = await Promise.all(
    partitions.map(async (partition) => {
      const entries = await connections.commands.xrevrange(keyspace.dead(partition), '+', '-', 'COUNT', most);
      return entries.map(([id, fields]) => ({
        id: `${partition}/${id}`,
        ...read(fields[fields.indexOf('m') + 1] ?? ''),
      }));
    }),
  );
  return lists
    .flat()
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, most);
}

function read(text: string): DeadLetter {
  const stored = parseJson(text);
  const field = (name: string) => (isJsonObject(stored) ? String(stored[name] ?? '') : '');
  const reason = DEAD_LETTER_REASONS.find((known) => known === field('reason')) ?? 'unreadable';
  return { source: field('source'), reason, detail: field('detail'), message: field('message'), at: field('at') };
}
