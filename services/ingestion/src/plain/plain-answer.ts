import type { Flaw } from '@waystream/core';
import type { Outcome } from '../pipeline/outcome.js';

/** `ids` are those of the accepted events in their order, repeated ones included. Counts of nothing are left out. */
export interface PlainAnswer {
  accepted: number;
  ids: string[];
  /** Accepted before under the same id; not stored again. */
  duplicates?: number;
  /** Valid, but no event definition stands for them. */
  unmatched?: number;
  /** `index` counts the messages of the request from 0; a message has an entry for each of its flaws. */
  errors?: (Flaw & { index: number })[];
}

export function plainAnswer(outcomes: readonly Outcome[]): PlainAnswer {
  const accepted = outcomes.filter((outcome) => outcome.kind === 'accepted');
  const duplicates = accepted.filter(({ isDuplicate }) => isDuplicate).length;
  const unmatched = accepted.filter(({ isUnmatched }) => isUnmatched).length;
  const errors = outcomes.flatMap((outcome, index) => flawsOf(outcome).map((flaw) => ({ index, ...flaw })));
  return {
    accepted: accepted.length,
    ids: accepted.map(({ id }) => id),
    ...(duplicates > 0 && { duplicates }),
    ...(unmatched > 0 && { unmatched }),
    ...(errors.length > 0 && { errors }),
  };
}

function flawsOf(outcome: Outcome): readonly Flaw[] {
  switch (outcome.kind) {
    case 'accepted':
      return [];
    case 'refused':
      return outcome.refusal.flaws;
    case 'full':
      return [{ path: '', code: 'overloaded', message: 'There was no room for it; send it again later.' }];
  }
}
