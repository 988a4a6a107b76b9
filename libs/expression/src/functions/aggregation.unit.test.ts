import { describe, expect, it } from 'vitest';
import { type Case, clean, failed, outcomeOf } from '../testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('avg is the mean of what is there', () => {
  yields([
    ['avg([10, 3, 8])', 'decimal', 7],
    ['avg([10, null, 8])', 'decimal', 9],
    ['avg([1.5, 2.5])', 'decimal', 2],
    ['avg([])', 'decimal', null],
    ['avg([null])', 'decimal', null],
    ['avg(10.2, 3)', 'decimal', 6.6],
    ['avg(3, 4)', 'decimal', 3.5],
    ['avg(null, 4)', 'decimal', 4],
    ['avg(null, null)', 'decimal', null],
    ['avg(@{Purchase.missing})', 'decimal', null],
    ['avg(@{Purchase.scores})', 'decimal', 14 / 3],
    ['avg(@{Purchase.lines.price})', 'decimal', 32.75],
    ['avg([9007199254740993, 9007199254740995])', 'decimal', 9007199254740994],
  ]);
});

describe('sum adds numbers and durations', () => {
  yields([
    ['sum([10, 3, 8])', 'integer', 21],
    ['sum([10.5, null, 8.1])', 'decimal', 18.6],
    ['sum([1, 2.5])', 'decimal', 3.5],
    ['sum([])', 'any', 0],
    ['sum([null, 4])', 'integer', 4],
    ['sum(1, 2)', 'integer', 3],
    ['sum(1, 2.5)', 'decimal', 3.5],
    ['sum(null, 5)', 'integer', 5],
    ['sum(toDuration("PT1H"), toDuration("PT30M"))', 'duration', 'PT1H30M'],
    ['sum([toDuration("PT1H"), null])', 'duration', 'PT1H'],
    ['sum(@{Purchase.none})', 'any', 0],
    ['sum(@{Purchase.lines.price})', 'integer', 131],
    ['sum(@{Purchase.lines.stock})', 'decimal', 2.5],
    ['sum([9007199254740991.0, 2.0])', 'decimal', 9007199254740992],
    ['sum([9007199254740991, 2.0])', 'decimal', 9007199254740992],
    ['sum([9007199254740991, 2])', 'integer', '9007199254740993'],
    ['sum(@{Purchase.missing})', 'any', null],
  ]);

  it('records a sum beyond 64 bits', () => {
    expect(outcomeOf('sum([9223372036854775807, 1])')).toEqual(failed('integer', 'overflow'));
  });
});

describe('min and max find the extremes of numbers, dates and durations', () => {
  yields([
    ['min([10, 3, 8])', 'integer', 3],
    ['min([10, null, 8])', 'integer', 8],
    ['min([])', 'any', null],
    ['min([null])', 'any', null],
    ['min(3, 2.5)', 'decimal', 2.5],
    ['min(null, 2)', 'integer', 2],
    ['min(@{Purchase.ratios})', 'decimal', 0.5],
    ['min(@{Purchase.visits})', 'dateTime', '2026-11-01T09:00:00.000+02:00'],
    ['min([date("2021-02-19"), date("2021-02-18")])', 'dateOnly', '2021-02-18'],
    ['min(toDuration(500), toDuration(400))', 'duration', 'PT0.4S'],
    ['max([10, 3, 8])', 'integer', 10],
    ['max([10, null, 8])', 'integer', 10],
    ['max([])', 'any', null],
    ['max(3, 2.5)', 'decimal', 3],
    ['max(9223372036854775807, 1)', 'integer', '9223372036854775807'],
    ['max(@{Purchase.missing}, 2)', 'integer', 2],
    ['max(@{Purchase.visits})', 'dateTime', '2026-12-05T00:00:00.000Z'],
    ['max([date("2021-02-19T01:00:00"), date("2021-02-19T02:00:00")])', 'dateTimeOnly', '2021-02-19T02:00:00.000'],
    ['max(now(), toDateTime("2020-01-01T00:00:00Z"))', 'dateTime', '2026-12-01T10:00:00.000Z'],
    ['max([toDuration("PT1H"), toDuration("P1D")])', 'duration', 'PT24H'],
  ]);
});

describe('counting tells present, absent and different elements apart', () => {
  yields([
    ['count([10, 2, 10, null])', 'integer', 3],
    ['count([])', 'integer', 0],
    ['count(@{Purchase.lines.sku})', 'integer', 4],
    ['count(@{Purchase.lines})', 'integer', 4],
    ['count(@{Purchase.missing})', 'integer', 0],
    ['count(@{Purchase.missing.all(currentEventField.x == 1).y})', 'integer', 0],
    ['countWithNull([10, 2, 10, null])', 'integer', 4],
    ['countWithNull([null])', 'integer', 1],
    ['countOnlyNull([10, 2, 10, null])', 'integer', 1],
    ['countOnlyNull(@{Purchase.lines.stock})', 'integer', 3],
    ['distinctCount([10, 2, 10, null])', 'integer', 2],
    ['distinctCount(["a", "A", "a"])', 'integer', 2],
    ['distinctCount(@{Purchase.lines.maker})', 'integer', 2],
    ['distinctCount([toDateTime("2021-02-19T01:00:00+01:00"), toDateTime("2021-02-19T00:00:00Z")])', 'integer', 1],
    ['distinctCountWithNull([10, 2, 10, null])', 'integer', 3],
    ['distinctCountWithNull([null, null])', 'integer', 1],
    ['listSize([10, 2, 3])', 'integer', 3],
    ['listSize([null])', 'integer', 1],
    ['listSize(@{Purchase.missing})', 'integer', 0],
  ]);
});
