import { type Json, toRfc3339 } from '@waystream/core';
import { isoForm } from './iso-form.js';
import { isMoment, MOMENT } from './moment.js';
import type { Value } from './value.js';

/** A value as JSON: dates and durations as ISO-8601, integers beyond 2^53 as decimal strings, everything else as it is. */
export function toWire(value: Value): Json {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toWire);
  return isMoment(value) ? isoForm(value) : jsonOf(value);
}

/** What is neither scalar, list nor date is an object as it came from JSON; the compiler cannot see that by itself. */
function jsonOf(value: Exclude<Value, bigint>): Json {
  return value as Json;
}

/**
 * The text that concatenation and `toString` give: a date-time in UTC, a duration in milliseconds, lists and objects as
 * JSON.
 */
export function stringForm(value: Exclude<Value, null>): string {
  if (typeof value !== 'object') return String(value);
  if (!isMoment(value)) return JSON.stringify(toWire(value));
  if (value[MOMENT] === 'duration') return String(value.ms);
  return value[MOMENT] === 'dateTime' ? toRfc3339(value.ms) : isoForm(value);
}
