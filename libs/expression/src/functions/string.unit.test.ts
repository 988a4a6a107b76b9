import { describe, expect, it } from 'vitest';
import { STRING_CASES } from '../testing/cases/string-cases.js';
import { failed, outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('comparing texts', () => {
  yields(STRING_CASES['comparing texts']);
});

describe('positions count characters', () => {
  yields(STRING_CASES['positions count characters']);
});

describe('making texts', () => {
  yields(STRING_CASES['making texts']);
});

describe('regular expressions', () => {
  yields(STRING_CASES['regular expressions']);

  it.each([
    ['matchRegExp("a", "(" + "a")', 'boolean', 'pattern'],
    ['split("a", "[" + "")', 'listString', 'pattern'],
    ['replace("a", "a", "$1")', 'string', 'pattern'],
    ['replaceAll("a", "(a)", "$2")', 'string', 'pattern'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });

  it('take time in proportion to the text, whatever the pattern', () => {
    const context = { events: { E: { text: 'a'.repeat(20_000) } } };
    expect(outcomeOf('matchRegExp(@{E.text} + "!", "(a+)+")', context).value).toBe(false);
  });

  it('judge each pattern of a stream of them for itself', () => {
    const codes = Array.from({ length: 120 }, (_, index) => `${index}`);
    const context = { events: { E: { codes } } };
    const text = 'listSize(@{E.codes.all(matchRegExp("7", currentEventField))})';
    expect(outcomeOf(text, context).value).toBe(1);
  });
});

describe('a text that grows beyond four million characters is recorded and null', () => {
  const context = { events: { E: { text: 'ab'.repeat(600_000), parts: ['ab'.repeat(600_000), 'x'] } } };

  it.each([
    'concat(@{E.text}, concat(@{E.text}, concat(@{E.text}, @{E.text})))',
    '@{E.text} + @{E.text} + @{E.text} + @{E.text}',
    'concat([@{E.text}, @{E.text}, @{E.text}, @{E.text}])',
    'serializeList([@{E.text}, @{E.text}, @{E.text}, @{E.text}], "", false)',
  ])('%s', (expression) => {
    const { value, errors } = outcomeOf(expression, context);
    expect(value).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('replaceAll with a long replacement', () => {
    expect(outcomeOf('replaceAll(@{E.text}, "a", "0123456789")', context)).toEqual(failed('string', 'pattern'));
    expect(outcomeOf('length(replaceAll(@{E.text}, "x", "0123456789"))', context).value).toBe(1_200_000);
  });
});
