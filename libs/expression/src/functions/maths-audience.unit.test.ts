import { describe, expect, it } from 'vitest';
import { type Case, clean, failed, outcomeOf } from '../testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('round goes to the closest integer, half-way up', () => {
  yields([
    ['round(3.14)', 'integer', 3],
    ['round(3.54)', 'integer', 4],
    ['round(-3.14)', 'integer', -3],
    ['round(2.5)', 'integer', 3],
    ['round(-2.5)', 'integer', -2],
    ['round(-0.2)', 'integer', 0],
    ['round(3)', 'integer', 3],
    ['round(9223372036854775807)', 'integer', '9223372036854775807'],
    ['round(null)', 'integer', null],
    ['round(@{Purchase.amount})', 'integer', 81],
  ]);

  it('records what is beyond the integers', () => {
    expect(outcomeOf('round(toDecimal("1e300"))')).toEqual(failed('integer', 'overflow'));
  });
});

describe('random comes from the context', () => {
  yields([
    ['random()', 'decimal', 0.25],
    ['random() >= 0 and random() < 1', 'boolean', true],
  ]);
});

describe('audiences come from the context', () => {
  yields([
    ['inAudience("men over 50")', 'boolean', true],
    ['inAudience("women")', 'boolean', false],
    ['inSegment("men over 50")', 'boolean', true],
    ['not inSegment("women")', 'boolean', true],
  ]);
});
