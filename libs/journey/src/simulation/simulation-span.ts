import { type Flaw, fromRfc3339, parseDuration, toRfc3339 } from '@waystream/core';
import type { Recorded } from './recorded-event.js';

/** From when until when people are followed, epoch milliseconds. */
export interface SimulationSpan {
  readonly from: number;
  /** The last event, or the beginning: from then on time alone moves people. */
  readonly eventsEnd: number;
  readonly until: number;
}

export interface WantedSpan {
  /** RFC 3339; if left out, the first event, or now when there is none. */
  readonly from?: string | undefined;
  /** RFC 3339, or an ISO-8601 duration after the last event, or after the beginning when there is none. */
  readonly until?: string | undefined;
}

/** Long enough for the waits of most journeys, and their usual global timeout. */
const USUAL_SPAN = 'P30D';

/** The span that somebody asks for; a flaw names the field. `now` is epoch milliseconds. */
export function simulationSpan(
  { from: begin, until: end = USUAL_SPAN }: WantedSpan,
  events: readonly Recorded[],
  now: number,
): { span: SimulationSpan; flaw: null } | { span: null; flaw: Flaw } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of events) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const from = begin === undefined ? (events.length > 0 ? first : now) : fromRfc3339(begin);
  if (from === null) return flawed('from', 'format', `"${begin}" is no time in RFC 3339`);
  if (from > first) return flawed('from', 'tooLate', `is after the first event, which is of ${toRfc3339(first)}`);
  const eventsEnd = Math.max(from, last);
  const spanMs = parseDuration(end);
  const until = spanMs === null ? fromRfc3339(end) : eventsEnd + spanMs;
  if (until === null)
    return flawed('until', 'format', `"${end}" is neither a duration such as P30D nor a time in RFC 3339`);
  if (until < from) return flawed('until', 'tooEarly', `is before the simulation begins, which is ${toRfc3339(from)}`);
  return { span: { from, eventsEnd, until }, flaw: null };
}

function flawed(path: string, code: string, message: string): { span: null; flaw: Flaw } {
  return { span: null, flaw: { path, code, message } };
}
