import { canonicalJson, type Flaw, type JsonObject } from '@waystream/core';

/** Fields that differ between two documents and may not. */
export function changedFields(before: JsonObject, after: JsonObject, mayChange: readonly string[]): Flaw[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .filter((field) => !mayChange.includes(field))
    .filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null))
    .map((field) => ({ path: `/${field}`, code: 'fixed', message: `${field} may not change while it is used` }));
}
