import { Temporal } from 'temporal-polyfill';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A wall-clock reading, in milliseconds as if in UTC, with another hour; `undefined` for an hour that a day lacks. */
export function setHour(localMs: number, hour: number): number | undefined {
  if (!(hour >= 0 && hour <= 23)) return undefined;
  const midnight = Math.floor(localMs / DAY_MS) * DAY_MS;
  return midnight + hour * HOUR_MS + ((localMs - midnight) % HOUR_MS);
}

/** A wall-clock reading with another day of its month; `undefined` for a day that the month lacks. */
export function setDay(localMs: number, day: number): number | undefined {
  const date = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC');
  return day >= 1 && day <= date.daysInMonth ? localMs + (day - date.day) * DAY_MS : undefined;
}
