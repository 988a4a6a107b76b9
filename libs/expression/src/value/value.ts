import type { JsonObject } from '@waystream/core';
import type { Moment } from './moment.js';

/**
 * What an expression yields. Integers are numbers while they are safe and `bigint` beyond, so equal integers are always
 * represented equally. Objects are the JSON they came as; nothing ever changes them.
 */
export type Value = null | string | number | bigint | boolean | Moment | readonly Value[] | JsonObject;

/** Whether a condition holds: `null` counts as false. */
export function isTrue(value: Value): boolean {
  return value === true;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
