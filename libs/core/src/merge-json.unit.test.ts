import { describe, expect, it } from 'vitest';
import { mergeJson } from './json.js';

describe('a merge', () => {
  it('goes into objects and leaves what the change does not name', () => {
    const stored = { person: { name: { first: 'Ada', last: 'King' } }, points: 3 };
    expect(mergeJson(stored, { person: { name: { last: 'Lovelace' } } })).toEqual({
      person: { name: { first: 'Ada', last: 'Lovelace' } },
      points: 3,
    });
  });

  it.each([
    ['a list', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['a scalar', { a: 1 }, { a: 'x' }, { a: 'x' }],
    ['an object by a scalar', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['a scalar by an object', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('replaces %s', (_, stored, change, merged) => {
    expect(mergeJson(stored, change)).toEqual(merged);
  });

  it('removes what the change says is null, at every depth', () => {
    expect(mergeJson({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: null }, e: { f: null } })).toEqual({
      b: { d: 3 },
      e: {},
    });
  });

  it('changes neither of its arguments', () => {
    const stored = { a: { b: 1 } };
    const change = { a: { c: { d: 2 } } };
    const merged = mergeJson(stored, change);
    expect([stored, change]).toEqual([{ a: { b: 1 } }, { a: { c: { d: 2 } } }]);
    expect(merged).toEqual({ a: { b: 1, c: { d: 2 } } });
  });
});
