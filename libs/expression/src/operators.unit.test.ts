import { describe, expect, it } from 'vitest';
import { type Case, clean, failed, outcomeOf } from './testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('literals have a type and a value', () => {
  yields([
    ['42', 'integer', 42],
    ['-42', 'integer', -42],
    ['007', 'integer', 7],
    ['-0', 'integer', 0],
    ['9007199254740991', 'integer', 9007199254740991],
    ['9007199254740992', 'integer', '9007199254740992'],
    ['9223372036854775807', 'integer', '9223372036854775807'],
    ['-9223372036854775808', 'integer', '-9223372036854775808'],
    ['3.14', 'decimal', 3.14],
    ['-0.0', 'decimal', 0],
    ['2.0', 'decimal', 2],
    ['true', 'boolean', true],
    ['false', 'boolean', false],
    ['null', 'any', null],
    ['"text"', 'string', 'text'],
    ["'text'", 'string', 'text'],
    [`'say "hi"'`, 'string', 'say "hi"'],
    [`"it's"`, 'string', "it's"],
    [`'it\\'s'`, 'string', "it's"],
    [`"a\\"b"`, 'string', 'a"b'],
    [`"a\\\\b"`, 'string', 'a\\b'],
    [`"\\n\\t\\r\\b\\f\\/"`, 'string', '\n\t\r\b\f/'],
    [`"\\u00e9\\uD83D\\uDE00"`, 'string', 'é😀'],
    ['"line\nbreak"', 'string', 'line\nbreak'],
    ["''", 'string', ''],
    ['[]', 'listAny', []],
    ['[null]', 'listAny', [null]],
    ['[1, 2]', 'listInteger', [1, 2]],
    ['[1, 2.5]', 'listDecimal', [1, 2.5]],
    ['[1, null]', 'listInteger', [1, null]],
    ['[null, "a"]', 'listString', [null, 'a']],
    ['[true]', 'listBoolean', [true]],
    ['[date("2021-02-19")]', 'listDateOnly', ['2021-02-19']],
    ['[toDuration(500), toDuration(800)]', 'listDuration', ['PT0.5S', 'PT0.8S']],
    ['[now()]', 'listDateTime', ['2026-12-01T10:00:00.000Z']],
    ['[date("2021-02-19T00:00:00")]', 'listDateTimeOnly', ['2021-02-19T00:00:00.000']],
    ['  1\n+\t2 ', 'integer', 3],
    ['1\u00a0+\u00a01', 'integer', 2],
  ]);
});

describe('arithmetic follows precedence and keeps types', () => {
  yields([
    ['4 + 2 * 10', 'integer', 24],
    ['(4 + 2) * 10', 'integer', 60],
    ['10 - 4 - 3', 'integer', 3],
    ['2 * 3 % 4', 'integer', 2],
    ['100 / 10 / 5', 'decimal', 2],
    ['1 + 2.5', 'decimal', 3.5],
    ['2.5 - 1', 'decimal', 1.5],
    ['3.0 * 4.0', 'decimal', 12],
    ['3 * 4', 'integer', 12],
    ['-2 * 3', 'integer', -6],
    ['2 - -2', 'integer', 4],
    ['--2', 'integer', 2],
    ['-(1 + 2)', 'integer', -3],
    ['-@{Purchase.amount}', 'decimal', -80.5],
    ['-toDuration("PT5S")', 'duration', '-PT5S'],
    ['7 / 2', 'decimal', 3.5],
    ['7.5 / 2.5', 'decimal', 3],
    ['1 / 0', 'decimal', 0],
    ['1.5 / 0.0', 'decimal', 0],
    ['7 % 3', 'integer', 1],
    ['-7 % 3', 'integer', -1],
    ['-6 % 3', 'integer', 0],
    ['7.5 % 2', 'decimal', 1.5],
    ['0.1 + 0.2', 'decimal', 0.30000000000000004],
    ['9007199254740991 + 1', 'integer', '9007199254740992'],
    ['9007199254740993 - 1', 'integer', '9007199254740992'],
    ['9007199254740993 - 2', 'integer', 9007199254740991],
    ['3037000499 * 3037000499', 'integer', '9223372030926249001'],
    ['9223372036854775807 % 10', 'integer', 7],
    ['9223372036854775807 / 2', 'decimal', 2 ** 62],
    ['null + 1', 'integer', null],
    ['1.5 - null', 'decimal', null],
    ['null * 2', 'integer', null],
    ['2 / null', 'decimal', null],
    ['null % 2', 'integer', null],
    ['null + null', 'any', null],
    ['-null', 'decimal', null],
    ['@{Purchase.nothing} + 1', 'integer', null],
    ['@{Purchase.pieces} + @{Purchase.amount}', 'decimal', 83.5],
  ]);
});

describe('a plus beside a text joins string forms', () => {
  yields([
    ['1 + "x"', 'string', '1x'],
    ['"a" + "b" + "c" + 1234', 'string', 'abc1234'],
    ['1 + 2 + "a"', 'string', '3a'],
    ['"a" + 1 + 2', 'string', 'a12'],
    ['"a" + 1.5', 'string', 'a1.5'],
    ['"a" + true', 'string', 'atrue'],
    ['"a" + null', 'string', null],
    ['null + "a"', 'string', null],
    ['"at " + now()', 'string', 'at 2026-12-01T10:00:00.000Z'],
    ['"at " + now("Europe/Paris")', 'string', 'at 2026-12-01T10:00:00.000Z'],
    ['date("2021-02-19") + "!"', 'string', '2021-02-19!'],
    ['"in " + toDuration("PT5S")', 'string', 'in 5000'],
    ['"n" + 9223372036854775807', 'string', 'n9223372036854775807'],
    ['"l" + [1, 2]', 'string', 'l[1,2]'],
  ]);
});

describe('durations move dates', () => {
  yields([
    ['toDateTime("2011-12-03T15:15:30Z") + toDuration("PT15M")', 'dateTime', '2011-12-03T15:30:30.000Z'],
    ['toDateTime("2011-12-03T15:15:30+02:00") - toDuration("P1D")', 'dateTime', '2011-12-02T15:15:30.000+02:00'],
    ['toDateTimeOnly("2011-12-03T15:15:30") + toDuration("PT15M")', 'dateTimeOnly', '2011-12-03T15:30:30.000'],
    ['toDateTimeOnly("2024-02-28T12:00:00") + toDuration("P1D")', 'dateTimeOnly', '2024-02-29T12:00:00.000'],
    ['toDuration("PT1H") + toDuration("PT1H")', 'duration', 'PT2H'],
    ['toDuration("PT1H") - toDuration("PT90M")', 'duration', '-PT30M'],
    ['date("2021-03-01") - toDuration("P1D")', 'dateOnly', '2021-02-28'],
    ['date("2021-03-01") - toDuration("PT1H")', 'dateOnly', '2021-02-28'],
    ['now() + null', 'dateTime', null],
    ['null + toDuration("PT1H")', 'duration', null],
    // Europe/Paris goes from +01:00 to +02:00 at 01:00 UTC: an hour later the wall clock has jumped by two.
    [
      'toDateTime("Europe/Paris", toDateTimeOnly("2026-03-29T01:30:00")) + toDuration("PT1H")',
      'dateTime',
      '2026-03-29T03:30:00.000+02:00',
    ],
  ]);
});

describe('equality compares values of one type', () => {
  yields([
    ['1 == 1.0', 'boolean', true],
    ['1 != 2', 'boolean', true],
    ['9007199254740993 == 9007199254740993', 'boolean', true],
    ['9007199254740993 == 9007199254740992.0', 'boolean', false],
    ['9007199254740992 == 9007199254740992.0', 'boolean', true],
    ['"a" == "a"', 'boolean', true],
    ['"a" == "A"', 'boolean', false],
    ['"é" == "e\\u0301"', 'boolean', false],
    ['true == false', 'boolean', false],
    ['true != false', 'boolean', true],
    ['null == null', 'boolean', true],
    ['"a" == null', 'boolean', false],
    ['null != 1', 'boolean', true],
    ['@{Purchase.nothing} == null', 'boolean', true],
    ['@{Purchase.missing} == "x"', 'boolean', false],
    ['@{Purchase.missing} != "x"', 'boolean', true],
    ['[1, 2] == [1, 2]', 'boolean', true],
    ['[1, 2] == [2, 1]', 'boolean', false],
    ['[1, 2] == [1.0, 2.0]', 'boolean', true],
    ['[1] != [1, 1]', 'boolean', true],
    ['[null] == [null]', 'boolean', true],
    ['date("2021-02-19") == toDateOnly("2021-02-19")', 'boolean', true],
    ['toDateTime("2021-02-19T01:00:00+01:00") == toDateTime("2021-02-19T00:00:00Z")', 'boolean', true],
    ['toDuration("PT60M") == toDuration("PT1H")', 'boolean', true],
    ['@{Purchase.visits} == @{Purchase.visits}', 'boolean', true],
    ['@{Purchase.lines.at(1).maker} == @{Purchase.lines.at(3).maker}', 'boolean', true],
    ['@{Purchase.lines.at(1).maker} == @{Purchase.lines.at(2).maker}', 'boolean', false],
    ['@{Purchase.pieces} == 3', 'boolean', true],
    ['3.0 == @{Purchase.pieces}', 'boolean', true],
    ['1 < 2 == true', 'boolean', true],
  ]);
});

describe('ordering compares numbers, dates and durations', () => {
  yields([
    ['42 >= 3.14', 'boolean', true],
    ['3.14 > 42', 'boolean', false],
    ['2 < 2', 'boolean', false],
    ['2 <= 2', 'boolean', true],
    ['9007199254740993 > 9007199254740992', 'boolean', true],
    ['9007199254740993 > 9007199254740992.0', 'boolean', true],
    ['9007199254740992.0 < 9007199254740993', 'boolean', true],
    ['null > 1', 'boolean', false],
    ['1 > null', 'boolean', false],
    ['null <= null', 'boolean', false],
    ['@{Purchase.missing} > 3', 'boolean', false],
    ['@{Purchase.missing} <= 3', 'boolean', false],
    ['date("2021-02-19") < date("2021-02-20")', 'boolean', true],
    ['date("2021-02-19") >= null', 'boolean', false],
    ['date("2021-02-19T10:00:00") > date("2021-02-19T09:00:00")', 'boolean', true],
    ['toDateTime("2021-02-19T10:00:00+02:00") < toDateTime("2021-02-19T09:00:00Z")', 'boolean', true],
    ['toDuration("P2DT3H4M") > toDuration("P2D")', 'boolean', true],
    ['@{Purchase.delivery} > now()', 'boolean', true],
    ['now() <= @{Purchase.timestamp}', 'boolean', false],
    ['@{Purchase.missing} > now()', 'boolean', false],
    ['@{Purchase.pieces} > 2.5', 'boolean', true],
  ]);
});

describe('logic stops at the operand that decides, and null stands for not known', () => {
  yields([
    ['true and true', 'boolean', true],
    ['true and false', 'boolean', false],
    ['false or true', 'boolean', true],
    ['false or false', 'boolean', false],
    ['true or false and false', 'boolean', true],
    ['(true or false) and false', 'boolean', false],
    ['not true', 'boolean', false],
    ['not not true', 'boolean', true],
    ['not 3.15 < 1', 'boolean', true],
    ['not true or true', 'boolean', true],
    ['not (true or true)', 'boolean', false],
    ['null and true', 'boolean', null],
    ['null and false', 'boolean', false],
    ['null or true', 'boolean', true],
    ['null or false', 'boolean', null],
    ['not null', 'boolean', null],
    ['true and null and false', 'boolean', false],
    ['true and null and true', 'boolean', null],
    ['false or null or true', 'boolean', true],
    ['@{Purchase.gift} and @{Purchase.pieces} == 3', 'boolean', true],
    ['@{Purchase.missing} and true', 'boolean', null],
    ['false and toInteger("x") == 1', 'boolean', false],
    ['true or toInteger("x") == 1', 'boolean', true],
  ]);
});

describe('tests ask for absence and kinds of numbers', () => {
  yields([
    ['@{Purchase.missing} is null', 'boolean', true],
    ['@{Purchase.nothing} is null', 'boolean', true],
    ['@{Purchase.city} is null', 'boolean', false],
    ['@{Purchase.city} is not null', 'boolean', true],
    ['@{Purchase.empty} is not null', 'boolean', true],
    ['1 + null is null', 'boolean', true],
    ['1 == 1 is not null', 'boolean', true],
    ['["foo", "bar", null] has null', 'boolean', true],
    ['["foo", "bar", ""] has null', 'boolean', false],
    ['@{Purchase.colours} has null', 'boolean', true],
    ['@{Purchase.missing} has null', 'boolean', false],
    ['@{Purchase.pieces} is integer', 'boolean', true],
    ['@{Purchase.pieces} is decimal', 'boolean', false],
    ['@{Purchase.pieces} is numeric', 'boolean', true],
    ['@{Purchase.amount} is integer', 'boolean', false],
    ['@{Purchase.amount} is decimal', 'boolean', true],
    ['@{Purchase.amount} is numeric', 'boolean', true],
    ['@{Purchase.city} is numeric', 'boolean', false],
    ['@{Purchase.missing} is numeric', 'boolean', false],
    ['9223372036854775807 is integer', 'boolean', true],
    ['not @{Purchase.city} is null', 'boolean', true],
  ]);
});

describe('if chooses a branch', () => {
  yields([
    ['if (true) then ("a") else ("b")', 'string', 'a'],
    ['if (false) then ("a") else ("b")', 'string', 'b'],
    ['if (null) then ("a") else ("b")', 'string', 'b'],
    ['if (true) then (1) else (2.5)', 'decimal', 1],
    ['if (false) then (1.5) else (2)', 'decimal', 2],
    ['if (true) then (null) else (2)', 'integer', null],
    ['if (true) then ([1]) else ([])', 'listInteger', [1]],
    ['if (1 > 2) then (1) else (if (2 > 1) then (3) else (4))', 'integer', 3],
    ['if (true) then (1) else (2) + 1', 'integer', 2],
    ['if (true) then (now()) else (null)', 'dateTime', '2026-12-01T10:00:00.000Z'],
  ]);
});

describe('what cannot be represented is recorded and null', () => {
  it.each([
    ['9223372036854775807 + 1', 'integer', 'overflow'],
    ['-9223372036854775808 - 1', 'integer', 'overflow'],
    ['9223372036854775807 * 2', 'integer', 'overflow'],
    ['-(-9223372036854775808)', 'integer', 'overflow'],
    ['7 % 0', 'integer', 'overflow'],
    ['7.5 % 0.0', 'decimal', 'overflow'],
    ['toDecimal("1e308") * 10.0', 'decimal', 'overflow'],
    ['toDateTime("9999-12-31T23:00:00Z") + toDuration("PT2H")', 'dateTime', 'overflow'],
  ] as const)('%s', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });
});
