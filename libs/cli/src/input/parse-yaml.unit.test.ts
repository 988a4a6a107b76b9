import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.js';

describe('YAML and JSON', () => {
  it('are read document by document, with the line where each begins', () => {
    expect(parseYaml('# first\na: 1\n---\n{"b": [2]}')).toEqual([
      { value: { a: 1 }, line: 2, errors: [] },
      { value: { b: [2] }, line: 4, errors: [] },
    ]);
  });

  it('are JSON afterwards: times stay texts, aliases are filled in', () => {
    expect(parseYaml('at: 2026-01-02T03:04:05Z\na: &x [1]\nb: *x')[0]?.value).toEqual({
      at: '2026-01-02T03:04:05Z',
      a: [1],
      b: [1],
    });
  });

  it.each([
    ['two fields of one name', '{"a": 1, "a": 2}', /^line 1, column 10: Map keys must be unique/],
    ['an alias of nothing', 'a: *b', /^line 1: Unresolved alias/],
    ['an alias of what it is in', 'a: &x {b: *x}', /^line 1: Converting circular structure/],
  ])('are refused with the place of %s', (_, text, words) => {
    expect(parseYaml(text)).toEqual([{ value: null, line: 1, errors: [expect.stringMatching(words)] }]);
  });
});
