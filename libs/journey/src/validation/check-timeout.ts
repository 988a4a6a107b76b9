import { DAY_MS, parseDuration } from '@waystream/core';
import { type Issue, issue } from './issue.js';

/** Nobody stays inside longer than the longest global timeout, so no wait can be meant to. */
const LONGEST_MS = 91 * DAY_MS;

export function checkTimeout(node: { id: string } | null, duration: string | undefined, field = 'duration'): Issue[] {
  if (duration === undefined) return [];
  const ms = parseDuration(duration);
  if (ms !== null && ms > 0 && ms <= LONGEST_MS) return [];
  return [issue('ERR_DURATION_RANGE', `${duration} must be longer than nothing and at most P91D`, node, field)];
}
