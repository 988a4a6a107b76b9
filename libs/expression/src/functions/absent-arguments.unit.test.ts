import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../testing/outcome-of.js';
import type { FunctionDefinition } from './function-definition.js';
import { FUNCTIONS } from './functions.js';

/** Calls of nothing but `null` for each number of arguments with which a function has no rule of its own for them. */
function callsOfNull({ name, overloads }: FunctionDefinition): string[] {
  const lengths = new Set(overloads.map(({ takes }) => takes.length).filter((length) => length > 0));
  return [...lengths].flatMap((length) => {
    const candidates = overloads.filter(({ takes }) => takes.length === length);
    const plain = candidates.every(
      ({ absent, takes }) => absent === 'propagates' && takes.every(({ constant }) => constant !== true),
    );
    return plain ? [`${name}(${Array(length).fill('null').join(', ')})`] : [];
  });
}

describe('absent arguments make the result absent, which is no error', () => {
  it.each(FUNCTIONS.flatMap(callsOfNull))('%s', (expression) => {
    expect(outcomeOf(expression)).toMatchObject({ value: null, errors: [], issues: [] });
    const unknown = expression.replaceAll('null', '@{Purchase.missing}');
    expect(outcomeOf(unknown)).toMatchObject({ value: null, errors: [], issues: [] });
  });
});
