import { canonicalJson, isJsonObject } from '@waystream/core';
import { isMoment, MOMENT } from './moment.js';
import { toWire } from './to-wire.js';
import type { Value } from './value.js';

/**
 * Equality of the language: numbers by amount whatever their representation, date-times by instant, lists by their
 * elements, objects by their fields, `null` only with `null`.
 */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' || typeof b === 'bigint') return isAmount(a) && isAmount(b) && a <= b && a >= b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  if (isMoment(a) || isMoment(b)) return isMoment(a) && isMoment(b) && a[MOMENT] === b[MOMENT] && a.ms === b.ms;
  return canonicalJson(toWire(a)) === canonicalJson(toWire(b));
}

function isAmount(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Something that is equal, as a key of a set or map, exactly when the values of one list are the same. */
export function identityOf(value: Value): string | number | bigint | boolean | null {
  if (typeof value !== 'object' || value === null) return value;
  if (isMoment(value)) return value.ms;
  return `\u0000${canonicalJson(toWire(value))}`;
}

/**
 * The natural order of two values of one type: negative, zero or positive. Numbers by amount, texts by code unit, false
 * before true, dates and durations by time. What has no order is equal.
 */
export function compareValues(a: Value, b: Value): number {
  if (isMoment(a) && isMoment(b)) return a.ms - b.ms;
  if ((isAmount(a) && isAmount(b)) || typeof a === typeof b)
    if (a !== null && b !== null && !isJsonObject(a)) return a < b ? -1 : a > b ? 1 : 0;
  return 0;
}
