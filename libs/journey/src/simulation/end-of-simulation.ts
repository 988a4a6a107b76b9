import { fromRfc3339, parseDuration } from '@waystream/core';
import type { Recorded } from './recorded-event.js';

/** Long enough for the waits of most journeys, and their usual global timeout. */
const USUAL_SPAN = 'P30D';

/**
 * Until when people are followed, epoch milliseconds: an RFC 3339 time, or an ISO-8601 duration after the last event.
 * `null` when the text is neither.
 */
export function endOfSimulation(until: string | undefined, events: readonly Recorded[]): number | null {
  const spanMs = parseDuration(until ?? USUAL_SPAN);
  if (spanMs === null) return fromRfc3339(until ?? '');
  return events.reduce((last, { at }) => Math.max(last, at), 0) + spanMs;
}
