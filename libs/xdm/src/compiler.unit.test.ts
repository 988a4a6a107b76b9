import type { JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createSchemaRegistry, type SchemaClass } from './index.js';

const EVENT = { _id: 'e1', timestamp: '2026-05-04T10:30:00Z' };

function validatorOf(schema: JsonObject, schemaClass: SchemaClass = 'record') {
  const registry = createSchemaRegistry();
  registry.add('subject', schema, { class: schemaClass });
  return registry.validator('subject');
}

describe('a registered schema', () => {
  it('names place, code, field and expectation of every flaw', () => {
    const validate = validatorOf({
      type: 'object',
      required: ['sku', 'price'],
      additionalProperties: false,
      properties: {
        sku: { type: 'string', pattern: '^[A-Z]+$' },
        price: { type: 'number', minimum: 0 },
        kind: { enum: ['view', 'sale'] },
        at: { type: 'string', format: 'date-time' },
        lines: {
          type: 'array',
          items: { type: 'object', properties: { 'unit price': { type: ['integer', 'null'] } } },
        },
      },
    });
    const flaws = validate({
      sku: 'abc',
      kind: 'other',
      at: '2026-02-30T10:00:00Z',
      lines: [{}, { 'unit price': true }],
      colour: 'red',
    });
    expect(flaws).toEqual([
      { path: '/price', code: 'required', message: 'price is required' },
      { path: '/colour', code: 'additionalProperties', message: 'colour is not a field of the schema' },
      { path: '/sku', code: 'pattern', message: 'sku must match the pattern ^[A-Z]+$' },
      { path: '/kind', code: 'enum', message: 'kind must be one of view, sale' },
      { path: '/at', code: 'format', message: 'at must be a date-time with offset, such as 2026-05-04T10:30:00Z' },
      {
        path: '/lines/1/unit price',
        code: 'type',
        message: "lines[1].'unit price' must be an integer or null, not a boolean",
      },
    ]);
    expect(validate({ sku: 'A', price: -1 })).toEqual([
      { path: '/price', code: 'minimum', message: 'price must be at least 0' },
    ]);
    expect(validate(['no object'])[0]).toEqual({
      path: '',
      code: 'type',
      message: 'the document must be an object, not a list',
    });
  });

  it('answers every valid document with the same empty list', () => {
    const validate = validatorOf({ properties: { a: { type: 'string' } } });
    expect(validate({ a: 'x' })).toEqual([]);
    expect(validate({ a: 'x' })).toBe(validate({}));
  });

  it('lists a flaw once, on however many ways composition reaches it', () => {
    const validate = validatorOf({
      definitions: { named: { required: ['name'] } },
      allOf: [{ $ref: '#/definitions/named' }, { allOf: [{ $ref: '#/definitions/named' }] }],
    });
    expect(validate({})).toEqual([{ path: '/name', code: 'required', message: 'name is required' }]);
  });

  it('tells a wrong name from a wrong value', () => {
    expect(validatorOf({ propertyNames: { maxLength: 2 } })({ abc: 1 })).toEqual([
      { path: '/abc', code: 'maxLength', message: 'abc has a name that must have at most 2 characters' },
      { path: '/abc', code: 'propertyNames', message: 'abc has a name that the schema does not allow' },
    ]);
  });

  it('knows the fields of its parts when it is closed to all others', () => {
    const validate = validatorOf(
      {
        unevaluatedProperties: false,
        allOf: [{ $ref: '#/$defs/part' }],
        $defs: {
          part: { properties: { a: {} }, allOf: [{ $ref: '#/$defs/other' }] },
          other: { properties: { b: {} } },
        },
      },
      'experienceEvent',
    );
    expect(validate({ ...EVENT, a: 1, b: 2 })).toEqual([]);
    expect(validate({ ...EVENT, c: 3 })).toEqual([
      { path: '/c', code: 'unevaluatedProperties', message: 'c is not a field of the schema' },
    ]);
  });

  it('keeps its list of flaws short for documents that are wrong in thousands of places', () => {
    const validate = validatorOf({ additionalProperties: { type: 'string' } });
    const wrong = (fields: number) => Object.fromEntries(Array.from({ length: fields }, (_, i) => [`f${i}`, i]));
    expect(validate(wrong(1_000))).toHaveLength(50);
    expect(validate(wrong(100_000))).toHaveLength(1);
  });

  it.each(['2026-05-04T10:30:00Z', '2026-05-04T10:30:00.123456+02:00', '2024-02-29T00:00:00-11:30'])(
    'accepts the date-time %s',
    (at) => {
      expect(validatorOf({ properties: { at: { format: 'date-time' } } })({ at })).toEqual([]);
    },
  );

  it.each([
    '2026-05-04',
    '2026-05-04T10:30:00',
    '2026-05-04 10:30:00Z',
    '2026-02-29T00:00:00Z',
    '2026-12-31T23:59:60Z',
  ])('refuses %s as a date-time, because nothing later could read it', (at) => {
    expect(validatorOf({ properties: { at: { format: 'date-time' } } })({ at })).toHaveLength(1);
  });

  it('is never disturbed by annotations, whatever they hold', () => {
    const validate = validatorOf({
      'meta:extends': [{ $ref: 'https://nowhere.example' }],
      'meta:descriptors': { $id: 5, $ref: 7 },
      id: 'old style',
      nullable: 'yes',
      title: 7,
      examples: 'none',
      properties: { a: { type: 'string', pattern: '^[\\-\\.]$', 'x-vendor': { type: 'nonsense' }, discriminator: {} } },
    });
    expect(validate({ a: '-' })).toEqual([]);
    expect(validate({ a: 'b' })).toHaveLength(1);
  });
});

describe('the accepted drafts', () => {
  it.each([
    ['http://json-schema.org/draft-06/schema#', { items: [{ type: 'string' }], additionalItems: { type: 'number' } }],
    ['http://json-schema.org/draft-07/schema#', { items: [{ type: 'string' }], additionalItems: { type: 'number' } }],
    ['https://json-schema.org/draft/2020-12/schema', { prefixItems: [{ type: 'string' }], items: { type: 'number' } }],
  ])('%s describes lists by position', ($schema, list) => {
    const validate = validatorOf({ $schema, properties: { list } });
    expect(validate({ list: ['a', 1, 2] })).toEqual([]);
    expect(validate({ list: [1, 1, 'b'] }).map(({ path }) => path)).toEqual(['/list/0', '/list/2']);
  });

  it('may refer to each other', () => {
    const registry = createSchemaRegistry();
    const { flaws } = registry.importFiles([
      {
        path: 'old.json',
        content: {
          $schema: 'http://json-schema.org/draft-06/schema#',
          $id: 'https://example.com/old',
          definitions: {
            pair: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false },
          },
        },
      },
    ]);
    registry.add(
      'new',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        properties: { pair: { $ref: 'https://example.com/old#/definitions/pair' } },
        dependentRequired: { pair: ['unit'] },
      },
      { class: 'record' },
    );
    expect(flaws).toEqual([]);
    expect(registry.validator('new')({ pair: ['a', 1, 2] })).toEqual([
      { path: '/pair', code: 'items', message: 'pair must have at most 2 elements' },
      { path: '/unit', code: 'dependentRequired', message: 'unit is required together with pair' },
    ]);
  });

  it('are the only ones', () => {
    expect(() => validatorOf({ $schema: 'http://json-schema.org/draft-04/schema#' })).toThrow(
      '$schema must name draft-06, draft-07 or 2020-12 of JSON Schema',
    );
  });

  it('reach places by anchors, embedded $ids and relative references', () => {
    const validate = validatorOf({
      $id: 'https://example.com/schemas/order',
      properties: { a: { $ref: '#text' }, b: { $ref: 'money' }, c: { $ref: '#/$defs/tree' } },
      $defs: {
        text: { $anchor: 'text', type: 'string' },
        money: { $id: 'money', $ref: '#/$defs/amount', $defs: { amount: { type: 'number' } } },
        tree: { properties: { left: { $ref: '#/$defs/tree' }, leaf: { type: 'boolean' } } },
      },
    });
    expect(validate({ a: 1, b: 'x', c: { left: { left: { leaf: 0 } } } }).map(({ path }) => path)).toEqual([
      '/a',
      '/b',
      '/c/left/left/leaf',
    ]);
  });
});
