import { parseJson } from '@waystream/core';
import { type InboxMessage, inboxMessage } from '@waystream/journey';
import type { DeadLetter, StreamEntry } from '@waystream/redis';

/** Entries of an inbox, parsed once; what no one can read becomes a dead letter and the stream goes on. */
export function readInputs(
  entries: readonly StreamEntry[],
  at: string,
): { inputs: InboxMessage[]; dead: DeadLetter[] } {
  const inputs: InboxMessage[] = [];
  const dead: DeadLetter[] = [];
  for (const { message } of entries) {
    try {
      inputs.push(inboxMessage.parse(parseJson(message)));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      dead.push({ source: 'evaluator inbox', reason: 'unreadable', detail, message, at });
    }
  }
  return { inputs, dead };
}

/** When the event of a message was accepted, epoch milliseconds; `null` when it is none, or nobody can read it. */
export function acceptedMs(message: string): number | null {
  try {
    const input = inboxMessage.parse(parseJson(message));
    return input.type === 'event' ? input.at : null;
  } catch {
    return null;
  }
}
