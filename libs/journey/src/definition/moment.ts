import { fromWire, instantOf, type Value } from '@waystream/expression';
import { z } from 'zod';

/** The zones that are furthest from UTC: what both can read, every zone can. */
const OUTERMOST = ['Etc/GMT+12', 'Etc/GMT-14'];

/**
 * A point in time as a journey names it: with an offset it is the same everywhere, without one it is what the clocks of
 * the person's zone show. A date alone means the start of that day.
 */
export const moment = z
  .string()
  .refine(
    (text) => OUTERMOST.every((zone) => instantOf(read(text), zone) !== null),
    'must be a date or date-time such as 2026-12-24, 2026-12-24T18:00 or 2026-12-24T18:00:00+01:00',
  );

/**
 * Epoch milliseconds of a point in time whose form was checked. A reading that the zone's clocks skip in spring counts
 * from before the change (02:30 is 03:30), one that they show twice in autumn is the first.
 */
export function momentMs(checked: string, timezone: string): number {
  const ms = instantOf(read(checked), timezone);
  if (ms === null) throw new RangeError(`"${checked}" is no date or date-time`);
  return ms;
}

/** Does the zone decide when it is? */
export function isLocalMoment(checked: string): boolean {
  return fromWire(checked, { kind: 'dateTimeOnly' }) !== null;
}

function read(text: string): Value {
  return fromWire(text, { kind: 'dateTime' }) ?? fromWire(text, { kind: 'dateTimeOnly' });
}
