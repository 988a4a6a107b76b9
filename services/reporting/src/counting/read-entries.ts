import { decodeSteps, type StepEvent } from '@waystream/journey';
import type { DeadLetter, StreamEntry } from '@waystream/redis';

/** The steps of entries of the step log; an entry that no one can read becomes a dead letter and the log goes on. */
export function readEntries(
  entries: readonly StreamEntry[],
  at: string,
): { steps: StepEvent[]; unreadable: DeadLetter[] } {
  const read: StepEvent[] = [];
  const unreadable: DeadLetter[] = [];
  for (const { message } of entries) {
    try {
      read.push(...decodeSteps(message));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      unreadable.push({ source: 'reporting steps', reason: 'unreadable', detail, message, at });
    }
  }
  return { steps: read, unreadable };
}
