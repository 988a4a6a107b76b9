import { Temporal } from 'temporal-polyfill';
import { readOffset } from './iso-text.js';
import { type DateTime, dateTime, isWritable, type Zone } from './moment.js';

const MINUTE_MS = 60_000;

/** A zone written as an IANA name, an offset or `Z`, or `undefined` when there is no such zone. */
export function readZone(text: string): Zone | undefined {
  const offset = readOffset(text, 0);
  if (offset !== undefined) return offset;
  if (/^(UTC|GMT|Etc\/UTC)$/.test(text)) return 0;
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Minutes by which a zone's wall clock is ahead of UTC at an instant. */
export function offsetAt(zone: Zone, epochMs: number): number {
  if (typeof zone === 'number') return zone;
  return zoned(epochMs, zone).offsetNanoseconds / 60e9;
}

/** The wall clock of a date-time in its own zone, as milliseconds as if in UTC. */
export function localMsOf(value: DateTime): number {
  return value.ms + offsetAt(value.zone, value.ms) * MINUTE_MS;
}

/**
 * The instant at which a zone's wall clock shows `localMs`. A reading that daylight saving skips counts from before the
 * change, one that occurs twice is the earlier. `null` outside the years that can be written.
 */
export function atLocal(localMs: number, zone: Zone): DateTime | null {
  if (!isWritable(localMs)) return null;
  const ms = typeof zone === 'number' ? localMs - zone * MINUTE_MS : instantAt(localMs, zone);
  return isWritable(ms) ? dateTime(ms, zone) : null;
}

function instantAt(localMs: number, zone: string): number {
  const wallClock = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  return wallClock.toZonedDateTime(zone).epochMilliseconds;
}

/** As `atLocal` in the zone of a date-time, whose own offset decides between two readings of the same wall clock. */
export function atLocalOf(value: DateTime, localMs: number): DateTime | null {
  const offset = offsetAt(value.zone, value.ms);
  const ms = localMs - offset * MINUTE_MS;
  return isWritable(ms) && offsetAt(value.zone, ms) === offset
    ? dateTime(ms, value.zone)
    : atLocal(localMs, value.zone);
}

export const CALENDAR_UNITS = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const;

export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

export function calendarUnit(text: string): CalendarUnit | undefined {
  return CALENDAR_UNITS.find((unit) => unit === text);
}

/**
 * Moves an instant by calendar units as a zone counts them: days, months and years keep the wall clock, smaller units are
 * exact, and a day that the target month lacks becomes its last. `null` outside the years that can be written.
 */
export function shift(epochMs: number, amount: number, unit: CalendarUnit, zone: Zone): DateTime | null {
  try {
    const moved = zoned(epochMs, typeof zone === 'number' ? offsetName(zone) : zone).add({ [unit]: amount });
    return isWritable(moved.epochMilliseconds) ? dateTime(moved.epochMilliseconds, zone) : null;
  } catch {
    return null;
  }
}

/** `+02:00`, the spelling of an offset in texts and to Temporal. */
export function offsetName(minutes: number): string {
  const rest = Math.abs(minutes);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${part(Math.floor(rest / 60))}:${part(Math.floor(rest % 60))}`;
}

function zoned(epochMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
}
