import { DAY_MS } from './iso-text.js';

/**
 * Tells the date values apart from JSON objects, whose fields may have any name but never this symbol.
 */
export const MOMENT = Symbol('moment');

/** Offset from UTC in minutes, or an IANA name, which knows when its offset changes. */
export type Zone = number | string;

/** A calendar day: `ms` is its midnight as if in UTC. */
export interface DateOnly {
  readonly [MOMENT]: 'dateOnly';
  readonly ms: number;
}

/** A wall-clock reading without a zone: `ms` counts as if in UTC. */
export interface DateTimeOnly {
  readonly [MOMENT]: 'dateTimeOnly';
  readonly ms: number;
}

/** An instant, seen in a zone: `ms` is the epoch in milliseconds. */
export interface DateTime {
  readonly [MOMENT]: 'dateTime';
  readonly ms: number;
  readonly zone: Zone;
}

/** An amount of time in milliseconds. */
export interface Duration {
  readonly [MOMENT]: 'duration';
  readonly ms: number;
}

export type Moment = DateOnly | DateTimeOnly | DateTime | Duration;

/** The years 0001 to 9999, beyond which the wire form has no notation. */
const LEAST_MS = -62_135_596_800_000;
const GREATEST_MS = 253_402_300_799_999;

/** Whether a date of this many milliseconds can be written. */
export function isWritable(ms: number): boolean {
  return ms >= LEAST_MS && ms <= GREATEST_MS;
}

export function dateOnly(ms: number): DateOnly {
  return { [MOMENT]: 'dateOnly', ms: Math.floor(ms / DAY_MS) * DAY_MS };
}

export function dateTimeOnly(ms: number): DateTimeOnly {
  return { [MOMENT]: 'dateTimeOnly', ms };
}

export function dateTime(ms: number, zone: Zone): DateTime {
  return { [MOMENT]: 'dateTime', ms, zone };
}

export function duration(ms: number): Duration {
  return { [MOMENT]: 'duration', ms };
}

export function isMoment(value: unknown): value is Moment {
  return typeof value === 'object' && value !== null && MOMENT in value;
}
