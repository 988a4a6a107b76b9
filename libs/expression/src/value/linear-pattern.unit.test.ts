import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../testing/outcome-of.js';
import { quickestMs } from '../testing/quickest-ms.js';
import { patternSize } from './pattern-size.js';

const BUDGET_MS = 200;

describe('patterns on which other engines despair take ten thousand characters in their stride', () => {
  const context = { events: { E: { text: `${'a'.repeat(10_000)}!` } } };

  it.each([
    '(a+)+',
    '(a*)*b',
    '(a|a)*b',
    '(a|aa)+',
    '(.*)*=',
    '(a+a+)+b',
    '(([a-z])+.)+[A-Z]([a-z])+',
    '(.*)(.*)(.*)(.*)(.*)[0-9]',
    '(?:a?){30}a{30}b',
    '.*.*.*.*=.*',
  ])('%s', (pattern) => {
    for (const call of [
      'matchRegExp(@{E.text}, P)',
      'length(replaceAll(@{E.text}, P, ""))',
      'count(split(@{E.text}, P))',
    ]) {
      const text = call.replace('P', JSON.stringify(pattern));
      expect(outcomeOf(text, context)).toMatchObject({ issues: [], errors: [] });
      expect(quickestMs(() => outcomeOf(text, context), BUDGET_MS)).toBeLessThanOrEqual(BUDGET_MS);
    }
  });
});

describe('the size of a pattern', () => {
  const atom = fc.constantFrom('a', 'bc', '.', '\\d', '\\.', '[a-z]', '[^]x]', '[[:alpha:]-]', '\\pL', '\\p{Greek}');
  const repetition = fc.constantFrom('', '', '*', '+?', '?', '{3}', '{2,}', '{0,9}', '{12}');
  const pattern = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    pattern: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    part: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(atom, repetition).map(([one, more]) => (more.startsWith('{') ? `(?:${one})${more}` : one + more)),
      fc.tuple(tie('pattern'), tie('pattern'), repetition).map(([one, other, more]) => `(${one}|${other})${more}`),
    ),
  })).pattern;

  it('is never far below the size of its program', () => {
    fc.assert(
      fc.property(pattern, (source) => {
        fc.pre(source.length < 300 && isValid(source));
        expect(RE2JS.compile(source).programSize()).toBeLessThanOrEqual(2 * patternSize(source) + 10);
      }),
      { numRuns: 300 },
    );
  });
});

/** Repetitions inside one another may exceed what the engine allows. */
function isValid(source: string): boolean {
  try {
    RE2JS.compile(source);
    return true;
  } catch {
    return false;
  }
}
