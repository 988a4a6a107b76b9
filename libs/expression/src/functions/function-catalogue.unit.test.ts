import { describe, expect, it } from 'vitest';
import { functionCatalogue } from '../index.js';
import { outcomeOf } from '../testing/outcome-of.js';

describe('the catalogue of functions', () => {
  it('names each function once', () => {
    const names = functionCatalogue.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(69);
  });

  it('shows signatures in words', () => {
    const signatures = (name: string) => functionCatalogue.find((entry) => entry.name === name)?.signatures;
    expect(signatures('limit')).toEqual(['limit(list, integer): list', 'limit(list, integer, boolean): list']);
    expect(signatures('in')).toEqual(['in(value, list): boolean']);
    expect(signatures('toDateTime')).toContain('toDateTime(string, dateTimeOnly): dateTime');
    expect(signatures('avg')).toEqual(['avg(list of number): decimal', 'avg(number, number): decimal']);
  });

  const reproducible = functionCatalogue.filter(
    ({ name, example }) => name !== 'random' && !example.expression.includes('@{'),
  );

  it.each(reproducible.map(({ example }) => [example.expression, example.value] as const))(
    'gives an example that holds: %s',
    (expression, value) => {
      const outcome = outcomeOf(expression);
      expect(outcome.issues).toEqual([]);
      expect(JSON.stringify(outcome.value)).toBe(JSON.stringify(asJson(value)));
    },
  );

  it.each(functionCatalogue.map(({ name, description }) => [name, description] as const))(
    'describes %s in one or two sentences',
    (_, description) => {
      expect(description).toMatch(/^[A-Z1].*\.$/);
    },
  );
});

/** Examples are written as people read them: dates stand without quotes. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
