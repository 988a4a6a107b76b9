import { describe, expect, it } from 'vitest';
import { type Case, clean, outcomeOf } from '../testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('looking into lists', () => {
  yields([
    ['in(4, [4, 5, 3, 4])', 'boolean', true],
    ['in(8, [4, 5, 3, 4])', 'boolean', false],
    ['in(4, [4.0, 5.5])', 'boolean', true],
    ['in("a", ["A"])', 'boolean', false],
    ['in(true, [false, true])', 'boolean', true],
    ['in(null, [1, null])', 'boolean', true],
    ['in(null, [1])', 'boolean', false],
    ['in(1, [])', 'boolean', false],
    ['in("red", @{Purchase.colours})', 'boolean', true],
    ['in(@{Purchase.city}, ["Paris", "Orléans"])', 'boolean', true],
    ['in(@{Purchase.missing}, ["Paris"])', 'boolean', false],
    ['in("a", @{Purchase.missing})', 'boolean', false],
    [
      'not(in("done", #{ExperiencePlatform.History.experienceevent.all(inLastDays(currentDataPackField.timestamp, 7)).kind}))',
      'boolean',
      true,
    ],
    ['in(toDateTime("2026-11-01T07:00:00Z"), @{Purchase.visits})', 'boolean', true],
    ['in(toDuration("PT60M"), [toDuration("PT1H")])', 'boolean', true],
    ['in(9223372036854775807, [9223372036854775807])', 'boolean', true],
    ['getListItem([10, 2, 3], 1)', 'integer', 2],
    ['getListItem(["A", "B", "C"], 2)', 'string', 'C'],
    ['getListItem([1], 5)', 'integer', null],
    ['getListItem([1], -1)', 'integer', null],
    ['getListItem([1, null], 1)', 'integer', null],
    ['getListItem(null, 0)', 'any', null],
    ['getListItem(split(@{Purchase.version}, "\\\\."), 0)', 'string', '20'],
    ['getListItem(@{Purchase.lines}, 0).sku', 'string', 'p1'],
    ['getListItem(@{Purchase.visits}, 0)', 'dateTime', '2026-11-30T09:00:00.000Z'],
    ['limit(["A", "B", "C", "D", "E"], 3)', 'listString', ['A', 'B', 'C']],
    ['limit(["A", "B", "C", "D", "E"], 3, false)', 'listString', ['C', 'D', 'E']],
    ['limit(["A", "B"], 1, true)', 'listString', ['A']],
    ['limit([1, 2], 9)', 'listInteger', [1, 2]],
    ['limit([1, 2], 9, false)', 'listInteger', [1, 2]],
    ['limit([1, 2], 0)', 'listInteger', []],
    ['limit([1, 2], 0, false)', 'listInteger', []],
    ['limit([1, 2], -1)', 'listInteger', []],
    ['limit(null, 2)', 'listAny', null],
    ['limit(@{Purchase.lines, defaultValue: []}, 1).price', 'listInteger', [20]],
    ['filter(@{Purchase.lines}, "sku", ["p2", "p3", "p4"]).price', 'listInteger', [30, 50, 31]],
    ['filter(@{Purchase.lines}, "price", [30, 31.0]).sku', 'listString', ['p2', 'p2']],
    ['filter(@{Purchase.lines}, "at", [toDateTime("2026-11-01T23:00:00Z")]).sku', 'listString', ['p3']],
    ['filter(@{Purchase.lines}, "stock", [null]).sku', 'listString', ['p2', 'p3', 'p2']],
    ['filter(@{Purchase.lines}, "sku", [])', 'listObject', []],
    ['filter(@{Purchase.missing}, "sku", ["a"])', 'listAny', null],
    ['intersect(["sports", "news", "film"], ["film", "sports"])', 'listString', ['sports', 'film']],
    ['intersect([1, 1, 2], [1])', 'listInteger', [1]],
    ['intersect([1, 2], [2.0, 3.5])', 'listDecimal', [2]],
    ['intersect([null], [null])', 'listAny', []],
    ['intersect(@{Purchase.missing}, ["a"])', 'listString', []],
    ['intersect(["a"], null)', 'listString', []],
    ['intersect(@{Purchase.colours}, ["red"])', 'listString', ['red']],
  ]);
});

describe('lists in another form', () => {
  yields([
    ['distinct([10, 2, 10, null])', 'listInteger', [10, 2]],
    ['distinct(@{Purchase.colours})', 'listString', ['red', 'green']],
    ['distinct([])', 'listAny', []],
    ['distinct(null)', 'listAny', null],
    ['distinct([1, 1.0])', 'listDecimal', [1]],
    ['listSize(distinct(@{Purchase.lines}))', 'integer', 4],
    ['distinct(@{Purchase.lines.maker})', 'listObject', [{ name: 'Bolt' }, { name: 'Nut' }]],
    ['distinct(@{Purchase.lines}, "sku").price', 'listInteger', [20, 30, 50]],
    ['distinct(@{Purchase.lines}, "stock").sku', 'listString', ['p1', 'p2']],
    ['distinctWithNull([10, 2, 10, null, null])', 'listInteger', [10, 2, null]],
    ['distinctWithNull(@{Purchase.lines.maker})', 'listObject', [null, { name: 'Bolt' }, { name: 'Nut' }]],
    ['distinctWithNull(@{Purchase.lines}, "sku").price', 'listInteger', [20, 30, 50]],
    ['sort(["A", "C", "B"], true)', 'listString', ['A', 'B', 'C']],
    ['sort([1, 3, 2], false)', 'listInteger', [3, 2, 1]],
    ['sort([10, 9, 1], true)', 'listInteger', [1, 9, 10]],
    ['sort([2, null, 1], true)', 'listInteger', [1, 2, null]],
    ['sort([2, null, 1], false)', 'listInteger', [2, 1, null]],
    ['sort([true, false], true)', 'listBoolean', [false, true]],
    ['sort([9223372036854775807, 5], true)', 'listInteger', [5, '9223372036854775807']],
    [
      'sort(@{Purchase.visits}, true)',
      'listDateTime',
      ['2026-11-01T09:00:00.000+02:00', '2026-11-30T09:00:00.000Z', '2026-12-05T00:00:00.000Z'],
    ],
    ['sort([date("2021-02-19"), date("2021-02-18")], true)', 'listDateOnly', ['2021-02-18', '2021-02-19']],
    ['sort(["b", "a", "B"], true)', 'listString', ['B', 'a', 'b']],
    ['sort([], true)', 'listAny', []],
    ['sort(null, true)', 'listAny', null],
    ['sort([2, 1], null)', 'listInteger', null],
    ['sort(@{Purchase.lines}, "price", false).sku', 'listString', ['p3', 'p2', 'p2', 'p1']],
    ['sort(@{Purchase.lines}, "at", true).price', 'listInteger', [30, 50, 20, 31]],
    ['sort(@{Purchase.lines}, "stock", true).price', 'listInteger', [20, 30, 50, 31]],
    ['@{Purchase.scores}', 'listInteger', [4, 1, null, 9]],
    ['serializeList(["Hello", "World"], " ", false)', 'string', 'Hello World'],
    ['serializeList(["Hello", "World"], ",", true)', 'string', '"Hello","World"'],
    ['serializeList([1, 2], "-", false)', 'string', '1-2'],
    ['serializeList([1, null, 2], "-", false)', 'string', '1-2'],
    ['serializeList([], ",", true)', 'string', ''],
    ['serializeList([date("2021-02-19")], ",", false)', 'string', '2021-02-19'],
    ['serializeList(null, ",", false)', 'string', null],
  ]);

  it('leaves the list that it sorts as it was', () => {
    expect(outcomeOf('[sort(@{Purchase.scores}, true).first(), @{Purchase.scores}.first()]').value).toEqual([1, 4]);
  });
});
