import { describe, expect, it } from 'vitest';
import { AGGREGATION_CASES } from '../testing/cases/aggregation-cases.js';
import { failed, outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('avg is the mean of what is there', () => {
  yields(AGGREGATION_CASES['avg is the mean of what is there']);
});

describe('sum adds numbers and durations', () => {
  yields(AGGREGATION_CASES['sum adds numbers and durations']);

  it('records a sum beyond 64 bits', () => {
    expect(outcomeOf('sum([9223372036854775807, 1])')).toEqual(failed('integer', 'overflow'));
  });
});

describe('min and max find the extremes of numbers, dates and durations', () => {
  yields(AGGREGATION_CASES['min and max find the extremes of numbers, dates and durations']);
});

describe('counting tells present, absent and different elements apart', () => {
  yields(AGGREGATION_CASES['counting tells present, absent and different elements apart']);
});
