import { describe, expect, it } from 'vitest';
import { ARITHMETIC_CASES } from './testing/cases/arithmetic-cases.js';
import { COMPARISON_CASES } from './testing/cases/comparison-cases.js';
import { LITERAL_CASES } from './testing/cases/literal-cases.js';
import { LOGIC_CASES } from './testing/cases/logic-cases.js';
import { failed, outcomeOf } from './testing/outcome-of.js';
import { yields } from './testing/yields.js';

describe('literals have a type and a value', () => {
  yields(LITERAL_CASES['literals have a type and a value']);
});

describe('arithmetic follows precedence and keeps types', () => {
  yields(ARITHMETIC_CASES['arithmetic follows precedence and keeps types']);
});

describe('a plus beside a text joins string forms', () => {
  yields(ARITHMETIC_CASES['a plus beside a text joins string forms']);
});

describe('durations move dates', () => {
  yields(ARITHMETIC_CASES['durations move dates']);
});

describe('equality compares values of one type', () => {
  yields(COMPARISON_CASES['equality compares values of one type']);
});

describe('ordering compares numbers, dates and durations', () => {
  yields(COMPARISON_CASES['ordering compares numbers, dates and durations']);
});

describe('logic stops at the operand that decides, and null stands for not known', () => {
  yields(LOGIC_CASES['logic stops at the operand that decides, and null stands for not known']);
});

describe('tests ask for absence and kinds of numbers', () => {
  yields(LOGIC_CASES['tests ask for absence and kinds of numbers']);
});

describe('if chooses a branch', () => {
  yields(LOGIC_CASES['if chooses a branch']);
});

describe('data that nests deeper than the stack is recorded and null', () => {
  const nested = (open: string, close: string) => JSON.parse(open.repeat(50_000) + close.repeat(50_000));
  const [one, other] = [nested('[', ']'), nested('[', ']')];
  const live = { events: { E: { one, other, object: nested('{"a":[', ']}'), list: [one] } } };

  it.each(['@{E.one} == @{E.other}', '"a" + @{E.object}', 'toString(@{E.one})', 'distinctCount(@{E.list})'])(
    '%s',
    (expression) => {
      expect(outcomeOf(expression, live, { events: { E: {} } })).toMatchObject({ value: null, errors: ['range'] });
    },
  );
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
