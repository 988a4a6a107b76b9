import { AppError } from '@waystream/core';
import { jsonPointer } from './json-pointer.js';

/** Names through which a document could reach an object's prototype. */
const UNSAFE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isSafeFieldName(name: string): boolean {
  return !UNSAFE_NAMES.has(name);
}

/** Throws `AppError('invalid')` for a name that would reach a prototype; `steps` lead to the field that has it. */
export function requireSafeFieldName(name: string, steps: readonly string[]): void {
  if (isSafeFieldName(name)) return;
  const message = `the field name "${name}" is not allowed`;
  throw new AppError('invalid', message, { flaws: [{ path: jsonPointer(steps), code: 'fieldName', message }] });
}
