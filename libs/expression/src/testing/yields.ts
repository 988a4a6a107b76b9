import { expect, it } from 'vitest';
import { type Case, clean, outcomeOf } from './outcome-of.js';

/** One test for each case: the expression has the type and the value, and nothing is found wrong on the way. */
export function yields(cases: readonly Case[]): void {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}
