import fc from 'fast-check';

/** The kinds of values that typed expressions are made of. */
export const KINDS = [
  'string',
  'integer',
  'decimal',
  'boolean',
  'dateTime',
  'dateTimeOnly',
  'dateOnly',
  'duration',
] as const;
type Kind = (typeof KINDS)[number];
type Texts = fc.Arbitrary<string>;

const quoted = fc.string({ maxLength: 6, unit: 'grapheme' }).map((text) => JSON.stringify(text));
const zone = fc.constantFrom('"Europe/Paris"', '"Z"', '"+05:30"', '"America/St_Johns"');
const unit = fc.constantFrom('"days"', '"months"', '"years"', '"hours"');

const LEAVES: Readonly<Record<Kind, Texts>> = {
  string: fc.oneof(
    quoted,
    fc.constantFrom('@{Purchase.city}', '@{Purchase.missing, defaultValue: "d"}', '@{Purchase.emoji}'),
  ),
  integer: fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.constantFrom('@{Purchase.pieces}', '@{Purchase.lines.at(1).price}', 'currentTimeInMillis()'),
  ),
  decimal: fc.oneof(
    fc.integer({ min: -999, max: 999 }).map((cents) => (cents / 100).toFixed(2)),
    fc.constantFrom('@{Purchase.amount}', 'random()', '#{Weather.main.temperature}'),
  ),
  boolean: fc.constantFrom('true', 'false', '@{Purchase.gift}', 'inAudience("men over 50")'),
  dateTime: fc.constantFrom('now()', '@{Purchase.delivery}', 'now("Europe/Paris")', '@{Purchase.lines.at(3).at}'),
  dateTimeOnly: fc.constantFrom('@{Purchase.alarm}', 'date("2024-02-29T12:00:00")'),
  dateOnly: fc.constantFrom('@{Purchase.day}', 'date("2024-02-29")'),
  duration: fc.integer({ min: -10_000_000, max: 10_000_000 }).map((ms) => `toDuration(${ms})`),
};

/** Puts arbitrary texts into the gaps of a template. */
function filled(parts: TemplateStringsArray, ...gaps: Texts[]): Texts {
  return fc.tuple(...gaps).map((texts) => parts.reduce((text, part, index) => text + (texts[index - 1] ?? '') + part));
}

/** A list whose first item tells the type of all. */
function listOf(of: Texts): Texts {
  const more = fc.oneof({ weight: 4, arbitrary: of }, { weight: 1, arbitrary: fc.constant('null') });
  return fc.tuple(of, fc.array(more, { maxLength: 2 })).map(([first, rest]) => `[${[first, ...rest].join(', ')}]`);
}

/** Expressions of each kind that hold expressions of the given ones. */
function composed(of: Readonly<Record<Kind, Texts>>): Readonly<Record<Kind, readonly Texts[]>> {
  const { string: s, integer: i, decimal: d, boolean: b, dateTime: t, dateTimeOnly: w, dateOnly: o, duration: u } = of;
  const anyKind = fc.oneof(...KINDS.map((kind) => of[kind]));
  const comparison = fc.constantFrom(' == ', ' != ', ' < ', ' >= ');
  return {
    string: [
      filled`${s} + ${anyKind}`,
      filled`upper(${s})`,
      filled`substr(${s}, ${i}, ${i})`,
      filled`toString(${anyKind})`,
      filled`replaceAll(${s}, "[aeiou]", ${s})`,
      filled`serializeList(${listOf(i)}, ${s}, ${b})`,
      filled`getListItem(split(${s}, "a"), ${i})`,
      filled`concat(${listOf(s)})`,
    ],
    integer: [
      filled`(${i} + ${i})`,
      filled`(${i} - ${i})`,
      filled`(${i} * ${i})`,
      filled`(${i} % ${i})`,
      filled`-(${i})`,
      filled`length(${s})`,
      filled`indexOf(${s}, ${s})`,
      filled`round(${d})`,
      filled`toInteger(${s})`,
      filled`sum(${listOf(i)})`,
      filled`max(${i}, ${i})`,
      filled`count(${listOf(s)})`,
      filled`@{Purchase.lines.at(${i}).price, defaultValue: ${i}}`,
      filled`count(@{Purchase.lines.all(currentEventField.price > ${i} and ${b})})`,
    ],
    decimal: [
      filled`(${i} / ${d})`,
      filled`(${d} * ${d})`,
      filled`(${i} + ${d})`,
      filled`avg(${listOf(i)})`,
      filled`toDecimal(${s})`,
    ],
    boolean: [
      filled`(${b} and ${b})`,
      filled`(${b} or ${b})`,
      filled`(not ${b})`,
      filled`(${i}${comparison}${d})`,
      filled`(${t}${comparison}${t})`,
      filled`(${u}${comparison}${u})`,
      filled`(${s} == ${s})`,
      filled`(${anyKind} is null)`,
      filled`(${listOf(i)} has null)`,
      filled`in(${s}, ${listOf(s)})`,
      filled`containIgnoreCase(${s}, ${s})`,
      filled`matchRegExp(${s}, "[a-z]+")`,
      filled`inLastDays(${t}, ${i})`,
      filled`isEmpty(${s})`,
    ],
    dateTime: [
      filled`(${t} + ${u})`,
      filled`nowWithDelta(${i}, ${unit}, ${zone})`,
      filled`setHours(${t}, ${i})`,
      filled`setDays(${t}, ${i})`,
      filled`updateTimeZone(${t}, ${zone})`,
      filled`toDateTime(${zone}, ${w})`,
      filled`toDateTime(${i})`,
      filled`min(${listOf(t)})`,
    ],
    dateTimeOnly: [filled`(${w} - ${u})`, filled`toDateTimeOnly(${t})`, filled`toDateTimeOnly(${o})`],
    dateOnly: [filled`(${o} - ${u})`, filled`toDateOnly(${t})`, filled`toDateOnly(${s})`],
    duration: [filled`(${u} + ${u})`, filled`toDuration(${i})`, filled`toDuration(${s})`, filled`sum(${listOf(u)})`],
  };
}

/** Texts that the checker accepts in the sample context, for each kind of value. */
export function typedExpressions(depth: number): Readonly<Record<Kind, Texts>> {
  if (depth === 0) return LEAVES;
  const inner = typedExpressions(depth - 1);
  const more = composed(inner);
  const entries = KINDS.map((kind) => {
    const same = filled`if (${inner.boolean}) then (${inner[kind]}) else (${inner[kind]})`;
    return [
      kind,
      fc.oneof({ weight: 1, arbitrary: LEAVES[kind] }, { weight: 5, arbitrary: fc.oneof(same, ...more[kind]) }),
    ] as const;
  });
  return asRecord(entries);
}

/** There is an entry for each kind. */
function asRecord(entries: readonly (readonly [Kind, Texts])[]): Readonly<Record<Kind, Texts>> {
  return Object.fromEntries(entries) as Record<Kind, Texts>;
}

/** Pieces of the language in any order, most of which make no sense together. */
export const tokenSoup: Texts = fc
  .array(
    fc.constantFrom(
      ...[
        '@{',
        '#{',
        '@action{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '{',
        ',',
        '.',
        ':',
        '+',
        '-',
        '*',
        '/',
        '%',
        '==',
        '<',
        '>=',
      ],
      ...[
        'and',
        'or',
        'not',
        'is',
        'has',
        'null',
        'if',
        'then',
        'else',
        'true',
        'numeric',
        'currentEventField',
        'defaultValue',
        'params',
      ],
      ...[
        'Purchase',
        'lines',
        'all',
        'first',
        'at',
        'price',
        'city',
        'Weather',
        'main',
        'days',
        'upper',
        'count',
        'now',
        'sort',
        'in',
      ],
      ...['1', '2.5', '"text"', "'a", '"\\q"', '3h', '?', '\n', ' ', '😀', '\u0000', '9223372036854775808'],
    ),
    { maxLength: 40 },
  )
  .chain((pieces) => fc.constantFrom(' ', '').map((separator) => pieces.join(separator)));
