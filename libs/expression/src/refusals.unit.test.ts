import { describe, expect, it } from 'vitest';
import { check, describeIssue, parse, prepare, RESULT_TYPES, type Scope, scopeOfContext } from './index.js';
import { outcomeOf } from './testing/outcome-of.js';
import { SAMPLE_CONTEXT } from './testing/sample-context.js';

/** The first issue of an expression in the sample context. */
function reason(expression: string): string | undefined {
  return outcomeOf(expression).issues[0];
}

describe('text that is no expression is refused where it goes wrong', () => {
  it.each([
    ['', 'line 1, column 1: expected an expression but found the end of the text'],
    ['1 +', 'line 1, column 4: expected an expression but found the end of the text'],
    ['1 + * 2', 'line 1, column 5: expected an expression but found "*"'],
    ['(1', 'line 1, column 3: expected ")" to close the parenthesis but found the end of the text'],
    ['1)', 'line 1, column 2: expected an operator or the end of the text but found ")"'],
    ['1 2', 'line 1, column 3: expected an operator or the end of the text but found the number 2'],
    ['[1, 2', 'line 1, column 6: expected "]" to close the list but found the end of the text'],
    ['[1,]', 'line 1, column 4: expected an expression but found "]"'],
    ['count(', 'line 1, column 7: expected an expression but found the end of the text'],
    ['count([1]', 'line 1, column 10: expected ")" to close the call of count but found the end of the text'],
    ['1 AND 2', 'line 1, column 3: expected an operator or the end of the text but found "AND"; did you mean and?'],
    ['true\nand\n  & false', 'line 3, column 3: "&" has no meaning here; did you mean and?'],
    ['TRUE', 'line 1, column 1: "TRUE" is no keyword, keywords are lowercase; did you mean true?'],
    ['Not true', 'line 1, column 1: "Not" is no keyword, keywords are lowercase; did you mean not?'],
    ['If (true) then (1) else (2)', 'line 1, column 1: "If" is no keyword, keywords are lowercase; did you mean if?'],
    ['"\\u12"', 'line 1, column 2: "\\u" stands before four hexadecimal digits, as in "\\u00e9"'],
    ['1 = 1', 'line 1, column 3: "=" has no meaning here; did you mean ==?'],
    ['"abc', 'line 1, column 1: the string is not closed; " is missing'],
    ["'a\\d'", 'line 1, column 3: "\\d" is no escape; write "\\\\d" for a backslash followed by d'],
    ['3h', 'line 1, column 1: "3h" is not a number; write 42 or 3.14, and quote a field name that begins with a digit'],
    [
      '1e5',
      'line 1, column 1: "1e5" is not a number; write 42 or 3.14, and quote a field name that begins with a digit',
    ],
    ['3.', 'line 1, column 1: "3." is not a number; write 42 or 3.14, and quote a field name that begins with a digit'],
    ['.5', 'line 1, column 1: expected an expression but found "."'],
    [
      '9223372036854775808',
      'line 1, column 1: 9223372036854775808 is beyond the integers (-9223372036854775808 to 9223372036854775807)',
    ],
    ['if true then 1 else 2', 'line 1, column 4: expected "(" after if but found "true"'],
    ['if (true) then (1)', 'line 1, column 19: expected "else" after the first value but found the end of the text'],
    [
      '1 is',
      'line 1, column 5: expected null, not null, numeric, integer or decimal after is but found the end of the text',
    ],
    ['1 is not 2', 'line 1, column 10: expected "null" after is not but found the number 2'],
    ['1 == not true', 'line 1, column 6: not binds weaker than the operator before it; put it in parentheses: (not …)'],
    ['@{Purchase.', 'line 1, column 12: expected a field name but found the end of the text'],
    ['@{Purchase.city', 'line 1, column 16: expected "}" to close the reference but found the end of the text'],
    ['@{.city}', 'line 1, column 3: expected the name of an event but found "."'],
    ['@{Purchase.city, default: 1}', 'line 1, column 18: expected defaultValue but found "default"'],
    ['@{Purchase.city, params: {}}', 'line 1, column 18: expected defaultValue but found "params"'],
    ['#{Weather}', 'line 1, column 10: expected "." and the name of a field group but found "}"'],
    ['#{Weather.main.x, params: {a: 1, a: 2}}', 'line 1, column 34: the parameter a is given twice'],
    [
      '@{Purchase.lines.some(1)}',
      'line 1, column 22: some() is no path function; there are all(), first(), last(), at(), entry(), firstEntryKey(), keys(), values()',
    ],
    [
      '@{Purchase.identityMap.keys(1)}',
      'line 1, column 29: expected ")" because keys() takes nothing but found the number 1',
    ],
  ])('%j', (expression, message) => {
    expect(reason(expression)).toBe(message);
  });

  it('says a hint where a bare word stands', () => {
    expect(reason('purchase')).toContain('fields are written @{Event.field}');
  });
});

describe('names that nothing has are refused with the closest that exists', () => {
  it.each([
    ['@{Purchas.city}', 'line 1, column 3: there is no event called "Purchas"; did you mean Purchase?'],
    ['@{purchase.city}', 'line 1, column 3: there is no event called "purchase"; did you mean Purchase?'],
    ['@{Zzz.city}', 'line 1, column 3: there is no event called "Zzz"'],
    ['#{Wether.main.x}', 'line 1, column 3: there is no data source called "Wether"; did you mean Weather?'],
    ['#{Weather.mian.x}', 'line 1, column 11: there is no field group of Weather called "mian"; did you mean main?'],
    ['@action{Posh.x}', 'line 1, column 9: there is no action called "Posh"; did you mean Push?'],
    [
      '#{JourneyProperties.lastErorCode}',
      'line 1, column 21: there is no journey property called "lastErorCode"; did you mean lastErrorCode?',
    ],
    ['INSEGMENT("x")', 'line 1, column 1: there is no function called INSEGMENT; did you mean inSegment?'],
    ['contains("a", "b")', 'line 1, column 1: there is no function called contains; did you mean contain?'],
    ['toLowerCase("a")', 'line 1, column 1: there is no function called toLowerCase'],
    [
      'now("Mars/Olympus")',
      'line 1, column 5: there is no time zone "Mars/Olympus"; write "Europe/Paris", "+02:00" or "Z"',
    ],
    [
      'nowWithDelta(1, "day")',
      'line 1, column 17: there is no unit "day"; write one of years, months, days, hours, minutes, seconds',
    ],
    [
      'date("soon")',
      'line 1, column 1: date() needs a date: "2021-02-19", "2021-02-19T08:00:00" or "2021-02-19T08:00:00Z"',
    ],
  ])('%s', (expression, message) => {
    expect(reason(expression)).toBe(message);
  });
});

describe('values of the wrong type are refused with the conversion that would help', () => {
  it.each([
    [
      '"a" > 1',
      'line 1, column 5: > needs two numbers, or two dates or durations of one type but got string and integer; did you mean toInteger("a")?',
    ],
    [
      '"a" < "b"',
      'line 1, column 5: < needs two numbers, or two dates or durations of one type but got string and string',
    ],
    [
      'true > false',
      'line 1, column 6: > needs two numbers, or two dates or durations of one type but got boolean and boolean',
    ],
    [
      'now() == "2020"',
      'line 1, column 7: == needs two values of one type but got dateTime and string; did you mean toDateTime("2020")?',
    ],
    [
      '1 == "a"',
      'line 1, column 3: == needs two values of one type but got integer and string; did you mean toInteger("a")?',
    ],
    ['[1] == 1', 'line 1, column 5: == needs two values of one type but got listInteger and integer'],
    ['not 5', 'line 1, column 5: not needs boolean but got integer; did you mean toBool(5)?'],
    ['1 and true', 'line 1, column 1: and needs boolean but got integer; did you mean toBool(1)?'],
    ['-"a"', 'line 1, column 1: - needs a number but got string'],
    [
      '3 * 4.0',
      'line 1, column 3: * needs two integers or two decimals but got integer and decimal; did you mean toDecimal(3)?',
    ],
    [
      '1 + true',
      'line 1, column 3: + needs two numbers, a string, or a dateTime, dateTimeOnly or duration and a duration but got integer and boolean; did you mean toInteger(true)?',
    ],
    [
      '"a" - 1',
      'line 1, column 5: - needs two numbers, or a date or duration and a duration but got string and integer; did you mean toInteger("a")?',
    ],
    [
      'now() + 5',
      'line 1, column 7: + needs two numbers, a string, or a dateTime, dateTimeOnly or duration and a duration but got dateTime and integer; did you mean toDuration(5)?',
    ],
    [
      'now() - now()',
      'line 1, column 7: - needs two numbers, or a date or duration and a duration but got dateTime and dateTime',
    ],
    ['toDuration(5) / 2', 'line 1, column 15: / needs two numbers but got duration and integer'],
    [
      'min(1, now())',
      'line 1, column 8: min() expects (number or date or duration, number or date or duration) but got (integer, dateTime)',
    ],
    [
      'date("2021-02-19") + toDuration("P1D")',
      'line 1, column 20: + needs two numbers, a string, or a dateTime, dateTimeOnly or duration and a duration but got dateOnly and duration',
    ],
    [
      'toDateTime("2020-01-01T00:00:00Z") > toDateTimeOnly("2020-01-01T00:00:00")',
      'line 1, column 36: > needs two numbers, or two dates or durations of one type but got dateTime and dateTimeOnly; did you mean toDateTimeOnly(toDateTime("2020-01-01T00:00:00Z"))?',
    ],
    ['1 has null', 'line 1, column 1: has null needs a list but got integer'],
    ['if (1) then (2) else (3)', 'line 1, column 5: if needs boolean but got integer; did you mean toBool(1)?'],
    [
      'if (true) then ("a") else (1)',
      'line 1, column 28: both branches of if must have one type but are string and integer; did you mean toString(1)?',
    ],
    ['[1, "a"]', 'line 1, column 5: all items of a list have one type: expected integer but got string'],
    ['[[1]]', 'line 1, column 2: all items of a list have one type: expected no list but got listInteger'],
    ['upper(3)', 'line 1, column 7: upper() expects (string) but got (integer); did you mean toString(3)?'],
    [
      "contain('a', @{Purchase.pieces})",
      'line 1, column 14: contain() expects (string, string) but got (string, integer); did you mean toString(@{Purchase.pieces})?',
    ],
    [
      'substr("abc")',
      'line 1, column 1: substr() expects (string, integer) or (string, integer, integer) but got (string)',
    ],
    ['now(1)', 'line 1, column 5: now() expects (string) but got (integer); did you mean toString(1)?'],
    ['count(1)', 'line 1, column 7: count() expects (list) but got (integer)'],
    ['sum(["a"])', 'line 1, column 5: sum() expects (list of number or duration) but got (listString)'],
    ['in("a", [1])', 'line 1, column 9: in() expects (value, list) but got (string, listInteger)'],
    [
      'inLastDays(@{Purchase.city}, 2)',
      'line 1, column 12: inLastDays() expects (dateTime, integer) but got (string, integer); did you mean toDateTime(@{Purchase.city})?',
    ],
    [
      'setHours(now(), 2.5)',
      'line 1, column 17: setHours() expects (dateTime, integer) or (dateTimeOnly, integer) but got (dateTime, decimal); did you mean toInteger(2.5)?',
    ],
    [
      '@{Purchase.pieces, defaultValue: "x"}',
      'line 1, column 34: the field is integer, so its default value must be integer too but is string; did you mean toInteger("x")?',
    ],
    [
      '@{Purchase.pieces, defaultValue: 1.5}',
      'line 1, column 34: the field is integer, so its default value must be integer too but is decimal; did you mean toInteger(1.5)?',
    ],
    ['@{Purchase.city.first()}', 'line 1, column 17: first() needs a collection but this is a string'],
    ['@{Purchase.city.name}', 'line 1, column 17: a string has no fields'],
    ['@{Purchase.identityMap.first()}', 'line 1, column 24: first() needs a collection but this is an object'],
    ['@{Purchase.lines.at("1")}', 'line 1, column 21: the index of at() must be integer but is string'],
    [
      '@{Purchase.lines.all(currentEventField.price)}',
      'line 1, column 22: the condition of all() must be boolean but is integer',
    ],
    ['@{Purchase.identityMap.entry(1)}', 'line 1, column 30: the key of entry() must be string but is integer'],
    [
      'currentEventField.price',
      'line 1, column 1: currentEventField is known only inside .all(…), .first(…) and .last(…) of a collection',
    ],
    [
      '@{Purchase.lines.all(currentDataPackField.price > 1)}',
      'line 1, column 22: currentDataPackField is not the element of this collection; did you mean currentEventField?',
    ],
    ['matchRegExp("a", "(")', 'line 1, column 18: the regular expression is not valid: missing closing ): `(`'],
    [
      'matchRegExp("a", "*a")',
      'line 1, column 18: the regular expression is not valid: missing argument to repetition operator: `*`',
    ],
    [
      'split("a", "(?=a)")',
      'line 1, column 12: the regular expression is not valid: invalid or unsupported Perl syntax: `(?=`',
    ],
    ['replaceAll("a", "(a{500}){500}", "")', 'line 1, column 17: the regular expression repeats too much'],
    ['inAudience(@{Purchase.city})', 'line 1, column 12: inAudience() needs a constant here, written out in quotes'],
    ['inAudience(null)', 'line 1, column 12: inAudience() needs a constant here, written out in quotes'],
    ['now(@{Purchase.city})', 'line 1, column 5: now() needs a constant here, written out in quotes'],
    [
      'toDateTime("Mars", @{Purchase.alarm})',
      'line 1, column 12: there is no time zone "Mars"; write "Europe/Paris", "+02:00" or "Z"',
    ],
    ['date(@{Purchase.city})', 'line 1, column 6: date() needs a constant here, written out in quotes'],
  ])('%s', (expression, message) => {
    expect(reason(expression)).toBe(message);
  });

  it('reports one flaw once, not its consequences', () => {
    expect(outcomeOf('upper(@{Nope.x}) == "A" and @{Nope.y} > 3').issues).toHaveLength(2);
    expect(outcomeOf('count(1 +').issues).toHaveLength(1);
  });

  it('finds every flaw of an expression', () => {
    expect(outcomeOf('upper(3) == "A" and @{Nope.y} > 3 or not 4').issues).toHaveLength(3);
  });
});

describe('a closed shape refuses what it does not list', () => {
  const scope: Scope = {
    ...scopeOfContext(SAMPLE_CONTEXT),
    event: (name) =>
      name === 'Order'
        ? {
            kind: 'object',
            fields: {
              total: { kind: 'decimal' },
              status: { kind: 'string', labels: { new: 'New', paid: 'Paid' } },
              lines: { kind: 'list', of: { kind: 'object', fields: { sku: { kind: 'string' } } } },
              emails: { kind: 'map', of: { kind: 'string' } },
            },
          }
        : undefined,
    dataSource: (source, fieldGroup) =>
      source === 'Gps' && fieldGroup === 'main'
        ? { shape: { kind: 'object', fields: { at: { kind: 'string' } } }, params: ['city', 'country'] }
        : undefined,
    names: { events: ['Order'], dataSources: { Gps: ['main'] }, actions: [] },
    audiences: ['Gold', 'Silver'],
  };
  const reasons = (text: string) => check(parse(text).ast, scope).issues.map(describeIssue);

  it.each([
    ['@{Order.totl}', 'line 1, column 9: there is no field "totl" here; did you mean total?'],
    ['@{Order.lines.first().skew}', 'line 1, column 23: there is no field "skew" here; did you mean sku?'],
    [
      '@{Order.lines.all(currentEventField.sk == "a")}',
      'line 1, column 37: there is no field "sk" here; did you mean sku?',
    ],
    ['sort(@{Order.lines}, "skew", true)', 'line 1, column 22: its objects have no field "skew"; did you mean sku?'],
    ['inAudience("Silvr")', 'line 1, column 12: there is no audience called "Silvr"; did you mean Silver?'],
    ['#{Gps.main.at}', 'line 1, column 1: Gps.main needs values for its parameters: add params: {city: …, country: …}'],
    [
      '#{Gps.main.at, params: {city: "x"}}',
      'line 1, column 1: Gps.main needs values for its parameters: add params: {country: …}',
    ],
    [
      '#{Gps.main.at, params: {city: "x", contry: "y", country: "z"}}',
      'line 1, column 36: there is no parameter "contry"; did you mean country?',
    ],
  ])('%s', (text, message) => {
    expect(reasons(text)).toContain(message);
  });

  it.each([
    '@{Order.total} > 1',
    '@{Order.emails.anything}',
    'inAudience("Gold")',
    '#{Gps.main.at, params: {city: "x", country: "y"}}',
  ])('accepts %s', (text) => {
    expect(reasons(text)).toEqual([]);
  });
});

describe('the place of an expression limits its type', () => {
  const scope = scopeOfContext(SAMPLE_CONTEXT);
  const at = (text: string, place: keyof typeof RESULT_TYPES) => {
    const prepared = prepare(text, scope, RESULT_TYPES[place]);
    return prepared.ok ? prepared.type.kind : prepared.issues.map(describeIssue)[0];
  };

  it.each([
    ['true', 'condition', 'boolean'],
    ['@{Purchase.missing}', 'condition', 'boolean'],
    ['1', 'condition', 'line 1, column 1: expected boolean but the expression is integer; did you mean toBool(1)?'],
    ['now()', 'wait', 'dateTime'],
    ['toDateTimeOnly(now())', 'wait', 'dateTimeOnly'],
    [
      '@{Purchase.day}',
      'wait',
      'line 1, column 1: expected dateTimeOnly or dateTime but the expression is dateOnly; did you mean toDateTimeOnly(@{Purchase.day})?',
    ],
    ['@{Purchase.city}', 'key', 'string'],
    ['@{Purchase.pieces}', 'key', 'integer'],
    ['@{Purchase.missing}', 'key', 'string'],
    [
      'true',
      'key',
      'line 1, column 1: expected string or integer or decimal but the expression is boolean; did you mean toString(true)?',
    ],
  ] as const)('%s as %s', (text, place, expected) => {
    expect(at(text, place)).toBe(expected);
  });

  it('takes an integer where a decimal is wanted', () => {
    expect(prepare('9007199254740993', scope, { kind: 'decimal' })).toMatchObject({
      ok: true,
      type: { kind: 'decimal' },
    });
  });
});
