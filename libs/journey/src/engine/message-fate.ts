import type { PerformedOutcome } from './move.js';
import type { ReactionKind } from './topic.js';

/** What an attempt to send a message tells of it at once. A mail server that refuses for good has bounced it. */
export function fateOf({ status, code = '' }: PerformedOutcome): readonly ReactionKind[] {
  if (status === 'ok') return ['sent'];
  return /^smtp_5\d\d$/.test(code) ? ['failed', 'bounced'] : ['failed'];
}
