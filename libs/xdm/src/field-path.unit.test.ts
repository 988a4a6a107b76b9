import { AppError, type JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { fieldSelection, formatPath, parsePath, readPath, selectFields, writePath } from './index.js';

describe('a field path', () => {
  it.each<[string, (string | number)[]]>([
    ['a', ['a']],
    ['_experience.mcid.id', ['_experience', 'mcid', 'id']],
    ["rain.'3h'", ['rain', '3h']],
    ["'first name'.'it\\'s \\\\ here'", ['first name', "it's \\ here"]],
    ['items[0].tags[12]', ['items', 0, 'tags', 12]],
    ["''", ['']],
  ])('%s is read and written back', (text, path) => {
    expect(parsePath(text)).toEqual(path);
    expect(formatPath(path)).toBe(text);
  });

  it('may be quoted either way', () => {
    expect(parsePath('rain."-x".\'y"\'')).toEqual(['rain', '-x', 'y"']);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', '3h', 'a.3h', 'a b', "a.'b", '[0]', 'a[-1]', 'a[b]', "a'b'", 'a.[0]'])(
    '%j is none',
    (text) => {
      expect(parsePath(text)).toBeNull();
    },
  );

  it.each(['__proto__', 'a.constructor', "a.'prototype'.b"])('%s is none, because it reaches a prototype', (text) => {
    expect(parsePath(text)).toBeNull();
  });
});

describe('reading a path', () => {
  const order: JsonObject = {
    total: 80,
    none: null,
    lines: [{ sku: 'a', tags: ['x', 'y'] }, { tags: ['z'] }, { sku: 'c' }],
  };

  it('gives the value, null where it is null and undefined where there is none', () => {
    expect(readPath(order, ['total'])).toBe(80);
    expect(readPath(order, ['none'])).toBeNull();
    expect(readPath(order, ['none', 'deeper'])).toBeUndefined();
    expect(readPath(order, ['total', 'deeper'])).toBeUndefined();
    expect(readPath(order, ['lines', 2, 'sku'])).toBe('c');
    expect(readPath(order, ['lines', 3])).toBeUndefined();
    expect(readPath(undefined, ['a'])).toBeUndefined();
  });

  it('goes on in every element of a list', () => {
    expect(readPath(order, ['lines', 'sku'])).toEqual(['a', null, 'c']);
    expect(readPath(order, ['lines', 'tags'])).toEqual(['x', 'y', 'z', null]);
  });

  it('never sees what objects and lists inherit', () => {
    for (const name of ['constructor', 'toString', '__proto__']) expect(readPath({}, [name])).toBeUndefined();
    expect(readPath({ list: [] }, ['list', 'length'])).toEqual([]);
  });
});

describe('writing a path', () => {
  it('copies what it changes and shares the rest', () => {
    const before: JsonObject = { a: { b: 1 }, other: { c: 2 } };
    const after = writePath(before, ['a', 'd', 'e'], 3);
    expect(after).toEqual({ a: { b: 1, d: { e: 3 } }, other: { c: 2 } });
    expect(before).toEqual({ a: { b: 1 }, other: { c: 2 } });
    expect(after.other).toBe(before.other);
  });

  it('writes elements of lists, and one after the last', () => {
    const before: JsonObject = { list: [{ a: 1 }] };
    expect(writePath(before, ['list', 0, 'a'], 2)).toEqual({ list: [{ a: 2 }] });
    expect(writePath(before, ['list', 1, 'a'], 2)).toEqual({ list: [{ a: 1 }, { a: 2 }] });
    expect(writePath({}, ['list', 0], 'x')).toEqual({ list: ['x'] });
  });

  it('removes with undefined', () => {
    expect(writePath({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
    expect(writePath({ a: [1, 2] }, ['a', 0], undefined)).toEqual({ a: [2] });
    expect(writePath({}, ['a'], undefined)).toEqual({});
  });

  it.each<[JsonObject, (string | number)[]]>([
    [{ a: 1 }, ['a', 'b']],
    [{ a: [1] }, ['a', 'b']],
    [{ a: [] }, ['a', 1]],
    [{ a: {} }, ['a', 0]],
    [{}, ['__proto__', 'admin']],
    [{}, ['a', 'constructor']],
    [{}, []],
  ])('into %j at %j is refused', (document, path) => {
    expect(() => writePath(document, path, true)).toThrow(AppError);
    expect('admin' in {}).toBe(false);
  });
});

describe('a selection of fields', () => {
  const order: JsonObject = {
    _id: 'o1',
    total: 80,
    person: { name: 'Ada', mail: 'a@b' },
    lines: [{ sku: 'a', n: 1 }, 7],
  };

  it('keeps the fields at its paths and nothing else', () => {
    expect(selectFields(order, ['_id', 'person.name', 'lines.sku', 'missing.x'])).toEqual({
      _id: 'o1',
      person: { name: 'Ada' },
      lines: [{ sku: 'a' }, 7],
    });
    expect(selectFields(order, [])).toEqual({});
  });

  it('keeps an object whole when one path names all of it', () => {
    expect(selectFields(order, ['person.name', 'person', 'person.mail'])).toEqual({ person: order.person });
  });

  it('keeps everything with a star', () => {
    expect(selectFields(order, ['total', '*'])).toBe(order);
  });

  it('serves any number of documents once it is made', () => {
    const select = fieldSelection(['lines[0].n']);
    expect(select(order)).toEqual({ lines: [{ n: 1 }, 7] });
    expect(select({ lines: null })).toEqual({ lines: null });
  });

  it('is refused for a path that is none', () => {
    expect(() => fieldSelection(['a..b'])).toThrow(AppError);
  });
});
