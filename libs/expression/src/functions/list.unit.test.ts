import { describe, expect, it } from 'vitest';
import { LIST_CASES } from '../testing/cases/list-cases.js';
import { outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('looking into lists', () => {
  yields(LIST_CASES['looking into lists']);
});

describe('lists in another form', () => {
  yields(LIST_CASES['lists in another form']);

  it('leaves the list that it sorts as it was', () => {
    expect(outcomeOf('[sort(@{Purchase.scores}, true).first(), @{Purchase.scores}.first()]').value).toEqual([1, 4]);
  });
});
