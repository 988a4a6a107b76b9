import { parseDuration } from '@waystream/core';
import { z } from 'zod';

/** What every object has under these names would be mistaken for something of that name. */
const TAKEN: ReadonlySet<string> = new Set(['constructor', 'prototype', '__proto__']);

export const isFree = (text: string): boolean => !TAKEN.has(text);
export const notFree = 'is reserved; choose another name';

/** Names of events, data sources, field groups and actions: they appear in expressions, so they hold no spaces or dots. */
export const name = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,30}$/, 'must be 1 to 30 letters, digits, "_" or "-", without spaces')
  .refine(isFree, notFree);

/** Names of schemas and inlets appear in addresses only and may be longer. */
export const resourceName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'must be 1 to 100 letters, digits, ".", "_" or "-"')
  .refine(isFree, notFree);

export const namespaceCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be a namespace code such as ECID, Email or CRMID')
  .refine(isFree, notFree);

/** ISO-8601 in weeks, days, hours, minutes and seconds. */
export const duration = z
  .string()
  .refine((text) => parseDuration(text) !== null, 'must be an ISO-8601 duration such as PT30M, PT6H or P30D');

/** A duration whose form was checked when it was saved, as milliseconds. */
export function durationMs(checked: string): number {
  const ms = parseDuration(checked);
  if (ms === null) throw new RangeError(`"${checked}" is no ISO-8601 duration`);
  return ms;
}

export const expression = z.string().min(1, 'needs an expression').max(10_000, 'is longer than 10,000 characters');
