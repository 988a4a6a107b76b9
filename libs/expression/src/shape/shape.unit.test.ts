import type { Json } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { check, type FieldShape, parse, scopeOfContext, shapeOfJsonSchema, shapeOfValue, typeName } from '../index.js';

/** The type that a path has in a shape, or the first issue. */
function typeIn(shape: FieldShape, path: string): string {
  const scope = { ...scopeOfContext({}), event: () => shape };
  const { type, issues } = check(parse(`@{E.${path}}`).ast, scope);
  return issues[0]?.message ?? typeName(type);
}

describe('an example document suggests a shape', () => {
  it.each<readonly [Json, string]>([
    ['text', 'string'],
    ['', 'string'],
    ['2026-11-30', 'dateOnly'],
    ['2026-02-30', 'string'],
    ['2026-11-30T09:00:00Z', 'dateTime'],
    ['2026-11-30T09:00:00.123456+02:00', 'dateTime'],
    ['2026-11-30T09:00:00', 'dateTimeOnly'],
    ['2026-11-30 09:00', 'string'],
    ['PT5S', 'string'],
    [3, 'integer'],
    [3.5, 'decimal'],
    [true, 'boolean'],
    [null, 'any'],
    [[], 'listAny'],
    [[1, 2.5], 'listDecimal'],
    [[1, null], 'listInteger'],
    [[1, 'a'], 'listAny'],
    [['2026-11-30', 'soon'], 'listString'],
    [['2026-11-30', '2026-11-30T09:00:00Z'], 'listString'],
    [[[1]], 'listAny'],
    [[{ a: 1 }], 'listObject'],
    [{}, 'object'],
  ])('%j is a %s', (example, name) => {
    expect(typeName(shapeOfValue(example))).toBe(name);
  });

  it('merges what the elements of a list have', () => {
    const shape = shapeOfValue({ list: [{ a: 1, b: { c: 'x' } }, { a: 2.5, b: { d: true } }, { e: null }] });
    expect(['list.a', 'list.b.c', 'list.b.d', 'list.e', 'list.f'].map((path) => typeIn(shape, path))).toEqual([
      'listDecimal',
      'listString',
      'listBoolean',
      'listAny',
      'listAny',
    ]);
  });

  it('takes an identityMap for a map of what its namespaces hold', () => {
    const shape = shapeOfValue({ identityMap: { Email: [{ id: 'a' }], ECID: [{ id: 'b', primary: true }] } });
    expect(typeIn(shape, 'identityMap.entry("Phone").first().primary')).toBe('boolean');
  });
});

describe('a JSON Schema gives a shape', () => {
  const library: Record<string, Json> = {
    'https://example.com/person': {
      type: 'object',
      definitions: { name: { properties: { first: { type: 'string' } } } },
      properties: { name: { $ref: '#/definitions/name' }, born: { type: 'string', format: 'date' } },
    },
    'https://example.com/node': {
      type: 'object',
      properties: {
        value: { type: 'integer' },
        children: { type: 'array', items: { $ref: 'https://example.com/node' } },
      },
    },
  };
  const schema: Json = {
    type: 'object',
    definitions: { money: { type: 'object', properties: { amount: { type: 'number' } } } },
    allOf: [
      { $ref: 'https://example.com/person' },
      { properties: { total: { $ref: '#/definitions/money' }, name: { properties: { last: { type: 'string' } } } } },
    ],
    properties: {
      status: { type: 'string', enum: ['new', 'paid'], 'meta:enum': { paid: 'Paid in full' } },
      at: { type: ['string', 'null'], format: 'date-time' },
      count: { type: 'integer' },
      flag: { type: 'boolean' },
      wait: { type: 'string', format: 'duration' },
      tags: { type: 'array', items: { type: 'string' } },
      pairs: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
      bare: { type: 'array' },
      identityMap: {
        additionalProperties: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      },
      free: { type: 'object' },
      loose: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: true },
      mixed: { type: ['string', 'integer'] },
      numeric: { type: ['number', 'integer'] },
      either: { oneOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'integer' } } }] },
      anything: true,
      tree: { $ref: 'https://example.com/node' },
      nowhere: { $ref: 'https://example.com/unknown' },
    },
  };
  const shape = shapeOfJsonSchema(schema, (ref) => library[ref]);

  it.each([
    ['status', 'string'],
    ['at', 'dateTime'],
    ['born', 'dateOnly'],
    ['count', 'integer'],
    ['flag', 'boolean'],
    ['wait', 'duration'],
    ['tags', 'listString'],
    ['pairs', 'listAny'],
    ['bare', 'listAny'],
    ['total.amount', 'decimal'],
    ['name.first', 'string'],
    ['name.last', 'string'],
    ['name.middle', 'there is no field "middle" here'],
    ['identityMap.entry("Email").first().id', 'string'],
    ['identityMap.keys()', 'listString'],
    ['free.whatever', 'any'],
    ['loose.a', 'string'],
    ['loose.b', 'any'],
    ['mixed', 'any'],
    ['numeric', 'decimal'],
    ['either.a', 'string'],
    ['either.b', 'integer'],
    ['anything', 'any'],
    ['nowhere', 'any'],
    ['tree.children.first().children.first().children.value', 'listInteger'],
    ['tree.values().first()', 'any'],
    ['cuont', 'there is no field "cuont" here; did you mean count?'],
  ])('%s has the type %s', (path, name) => {
    expect(typeIn(shape, path)).toBe(name);
  });

  it('keeps the values of an enumeration with their labels', () => {
    expect(shape).toMatchObject({ fields: { status: { labels: { new: 'new', paid: 'Paid in full' } } } });
  });

  it('looks at no more of a library than is read', () => {
    const asked: string[] = [];
    const lazy = shapeOfJsonSchema(
      { properties: { a: { type: 'string' }, b: { $ref: 'https://example.com/person' } } },
      (ref) => {
        asked.push(ref);
        return library[ref];
      },
    );
    expect(typeIn(lazy, 'a')).toBe('string');
    expect(asked).toEqual([]);
    expect(typeIn(lazy, 'b.born')).toBe('dateOnly');
    expect(asked).toEqual(['https://example.com/person']);
  });

  it('ends at references that lead in a circle', () => {
    const circle: Json = {
      $ref: '#/definitions/a',
      definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
    };
    expect(typeName(shapeOfJsonSchema(circle))).toBe('any');
  });
});
