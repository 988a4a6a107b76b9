import { describe, expect, it } from 'vitest';
import { complete, format, parse, prepare, references, scopeOfContext } from './index.js';
import { quickestMs } from './testing/quickest-ms.js';
import { SAMPLE_CONTEXT } from './testing/sample-context.js';

const scope = scopeOfContext(SAMPLE_CONTEXT);
const LENGTH = 10_000;
const BUDGET_MS = 50;

const filled = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);
const listOf = (item: string) => `[${Array(Math.floor((LENGTH - 2) / (item.length + 1))).fill(item)}]`;
const chain = (first: string, more: string) => first + more.repeat(480);
const nested = (open: string, inner: string, close: string) => open.repeat(190) + inner + close.repeat(190);
const pattern = (source: string) => `matchRegExp("a", "${source.replaceAll('\\', '\\\\')}")`;

const ADVERSARIAL: Readonly<Record<string, string>> = {
  'opening parentheses': filled('('),
  'closing parentheses': filled(')'),
  'opening brackets': filled('['),
  'unfinished events': filled('@{'),
  'unfinished data sources': filled('#{'),
  'unfinished actions': filled('@action{'),
  'unfinished ifs': filled('if (true) then (1) else ('),
  'unfinished parameters': filled('#{Weather.main.temperature, params: {a: '),
  'unfinished conditions': filled('@{Purchase.lines.all('),
  'unfinished calls': filled('upper('),
  negations: filled('not '),
  signs: filled('-'),
  'a chain of plus': filled('1 + '),
  'a chain of and': filled('true and '),
  'a chain of tests': `1${filled(' is null')}`,
  'a chain of differences that do not fit': chain('1', ' - "a"'),
  'a chain of comparisons that do not fit': chain('true', ' == 5'),
  'a chain of texts': chain('"a"', ' + @{Purchase.amount}'),
  'a string without end': `"${filled('a')}`,
  'a string without end of escapes': `"${filled('\\q')}`,
  quotes: filled('"'),
  'many references': listOf('@{Purchase.lines.first(currentEventField.price > 1).sku}'),
  'many unknown references': listOf('@{Purchas.x}'),
  'many unknown functions': listOf('containn("a")'),
  'many unknown zones': listOf('now("Europe/Pariss")'),
  'a long name': filled('a'),
  'a long path': `@{Purchase${filled('.a')}}`,
  'a long number': filled('9'),
  'long decimals': filled('1.5.'),
  'a long list': listOf('1'),
  'a long list of two types': listOf('1,"a"'),
  'ifs inside one another': nested('if (true) then (1) else (', '1', ')'),
  'defaults inside one another': nested('@{Purchase.missing, defaultValue: ', '1', '}'),
  'overloaded calls inside one another': nested('max(1, ', '"a"', ')'),
  'parameters inside one another':
    '#{Weather.main.temperature, params: {a: '.repeat(150) + '1'.concat('}}'.repeat(150)),
  'meaningless characters': filled('? '),
  'line breaks': filled('\n'),
  'halves of characters': filled('\ud83d'),
  'a pattern of many alternatives': pattern('(a|b)*'.repeat(160)),
  'a pattern of long repetitions': pattern('(\\pL?){1000}'.repeat(70)),
  'a pattern of repetitions inside one another': pattern('(?:(?:a{31}){32})'.repeat(55)),
  'a pattern of classes without end': pattern('[[:a'.repeat(240)),
  'many patterns of repetitions': listOf(pattern('(?i)\\pL{90}')),
  'many patterns without end': listOf(pattern('[[:a'.repeat(240))),
};

describe('ten thousand characters are read and judged within 50 ms', () => {
  it.each(Object.entries(ADVERSARIAL))('%s', (_, text) => {
    expect(quickestMs(() => prepare(text, scope), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
    expect(quickestMs(() => format(parse(text).ast), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
    expect(quickestMs(() => references(parse(text).ast), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
    expect(quickestMs(() => complete(text, LENGTH / 2, scope), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
  });
});

describe('what is too much is refused in so many words', () => {
  const reasons = (text: string) => {
    const prepared = prepare(text, scope);
    return prepared.ok ? [] : prepared.issues.map(({ message }) => message);
  };

  it('of many mistakes the first fifty are reported', () => {
    expect(reasons(listOf('containn("a")'))).toHaveLength(50);
  });

  it('a message repeats no more than the beginning of a long text', () => {
    for (const text of [filled('a'), `${filled('a')}()`, filled('9'), `@{Purchase.city.${filled('a')}}`])
      for (const message of reasons(text)) expect(message.length).toBeLessThan(600);
  });

  it('regular expressions that repeat too much, alone or together', () => {
    expect(reasons(pattern('a{1000}'.repeat(5)))).toEqual(['the regular expression repeats too much']);
    expect(reasons(`${pattern('a{1000}')} and ${pattern('b{900}')}`)).toEqual([]);
    expect(reasons(Array(5).fill(pattern('a{900}')).join(' or '))).toEqual([
      'the regular expressions of this expression repeat too much together',
    ]);
  });
});
