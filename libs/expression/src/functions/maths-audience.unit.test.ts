import { describe, expect, it } from 'vitest';
import { MATHS_AND_AUDIENCE_CASES } from '../testing/cases/maths-audience-cases.js';
import { failed, outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('round goes to the closest integer, half-way up', () => {
  yields(MATHS_AND_AUDIENCE_CASES['round goes to the closest integer, half-way up']);

  it('records what is beyond the integers', () => {
    expect(outcomeOf('round(toDecimal("1e300"))')).toEqual(failed('integer', 'overflow'));
  });
});

describe('random comes from the context', () => {
  yields(MATHS_AND_AUDIENCE_CASES['random comes from the context']);
});

describe('audiences come from the context', () => {
  yields(MATHS_AND_AUDIENCE_CASES['audiences come from the context']);
});
