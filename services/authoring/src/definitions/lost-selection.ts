import type { Flaw } from '@waystream/core';

/** Selected fields that a new selection leaves out; `*` selects all. */
export function lostSelection(before: readonly string[], after: readonly string[]): Flaw[] {
  if (after.includes('*')) return [];
  return before
    .filter((field) => !after.includes(field))
    .map((field) => ({
      path: '/fields',
      code: 'removed',
      message: `the fields must keep "${field}" while it is used`,
    }));
}
