import { isMoment, MOMENT } from './moment.js';
import type { Value } from './value.js';
import { atLocal, readZone } from './zone.js';

/**
 * Epoch milliseconds of a date-time, of a wall-clock reading or of a day's midnight as the zone shows it; `null` for
 * everything else. A reading that daylight saving skips or repeats counts as `atLocal` says.
 */
export function instantOf(value: Value, timezone: string): number | null {
  if (!isMoment(value) || value[MOMENT] === 'duration') return null;
  if (value[MOMENT] === 'dateTime') return value.ms;
  return atLocal(value.ms, readZone(timezone) ?? 0)?.ms ?? null;
}
