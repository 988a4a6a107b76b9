import { canonicalJson, type Json } from '@waystream/core';

/** Are two sets of parameters of a field group the same? No parameters and an empty set are. */
export function sameParams(
  one: Readonly<Record<string, Json>> | null,
  other: Readonly<Record<string, Json>> | null,
): boolean {
  return canonicalJson({ ...one }) === canonicalJson({ ...other });
}
