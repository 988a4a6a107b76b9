import { AppError, type JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createSchemaRegistry, type SchemaClass } from './index.js';

const EVENT = { _id: 'e1', timestamp: '2026-05-04T10:30:00Z' };

function validatorOf(schema: JsonObject, schemaClass: SchemaClass = 'record') {
  const registry = createSchemaRegistry();
  registry.add('subject', schema, { class: schemaClass });
  return registry.validator('subject');
}

function refusalOf(schema: JsonObject): AppError {
  const registry = createSchemaRegistry();
  try {
    registry.add('subject', schema, { class: 'record' });
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('the schema was accepted');
}

describe('a schema that cannot be used is refused with the place', () => {
  it.each<[string, JsonObject, string, string]>([
    ['unknown type', { properties: { a: { type: 'strng' } } }, '/properties/a/type', 'keyword'],
    ['misplaced list', { properties: { a: { items: { required: 'b' } } } }, '/properties/a/items/required', 'keyword'],
    ['bound that is no number', { allOf: [{ minLength: -1 }] }, '/allOf/0/minLength', 'keyword'],
    ['property that is no schema', { properties: { a: 5 } }, '/properties/a', 'keyword'],
    ['tuple in an old draft', { items: [{ type: 'x' }] }, '/items/0/type', 'keyword'],
    ['pattern that does not parse', { properties: { a: { pattern: '(' } } }, '/properties/a/pattern', 'keyword'],
    ['name pattern', { patternProperties: { '[': true } }, '/patternProperties/[', 'keyword'],
    ['empty enumeration', { enum: [] }, '/enum', 'keyword'],
    ['dynamic reference', { $dynamicRef: '#x' }, '/$dynamicRef', 'keyword'],
    ['unknown reference', { allOf: [{ $ref: 'https://example.com/x' }] }, '/allOf/0/$ref', 'unknownRef'],
    ['dangling pointer', { properties: { a: { $ref: '#/$defs/b' } } }, '/properties/a/$ref', 'unknownRef'],
    ['pointer to no schema', { $ref: '#/title', title: 'x' }, '/$ref', 'unknownRef'],
    ['prototype of a schema', JSON.parse('{"items":{"__proto__":{"type":"x"}}}'), '/items/__proto__', 'fieldName'],
    ['endless nesting', JSON.parse(`${'{"not":'.repeat(9_000)}{}${'}'.repeat(9_000)}`), '', 'depth'],
    ['prototype', JSON.parse('{"properties":{"__proto__":{}}}'), '/properties/__proto__', 'fieldName'],
  ])('%s', (_, schema, path, code) => {
    const refusal = refusalOf(schema);
    expect(refusal.code).toBe('invalid');
    expect(refusal.flaws.map((flaw) => [flaw.path, flaw.code])).toEqual([[path, code]]);
  });

  it('and the one before it stays in force', () => {
    const registry = createSchemaRegistry();
    registry.add('s', { properties: { a: { type: 'string' } } }, { class: 'record' });
    expect(() => registry.add('s', { $ref: 'https://example.com/unknown' }, { class: 'record' })).toThrow(AppError);
    expect(registry.validator('s')({ a: 1 })).toHaveLength(1);
  });
});

describe('the class of a schema', () => {
  it('makes _id and timestamp required of events, whether the schema mentions them or not', () => {
    const validate = validatorOf({ properties: { total: { type: 'number' } } }, 'experienceEvent');
    expect(validate({ total: 1 }).map(({ path, code }) => [path, code])).toEqual([
      ['/_id', 'required'],
      ['/timestamp', 'required'],
    ]);
    expect(validate({ _id: '', timestamp: 'yesterday' }).map(({ path, code }) => [path, code])).toEqual([
      ['/_id', 'minLength'],
      ['/timestamp', 'format'],
    ]);
    expect(validate({ ...EVENT, total: 1 })).toEqual([]);
  });

  it('lets a closed event schema accept the fields that the system reads', () => {
    const validate = validatorOf(
      { properties: { total: { type: 'number' } }, additionalProperties: false },
      'experienceEvent',
    );
    const event = {
      ...EVENT,
      eventType: 'sale',
      identityMap: { Email: [{ id: 'ada@example.com', primary: true }] },
      _experience: { campaign: { orchestration: { eventID: 'x' } } },
    };
    expect(validate(event)).toEqual([]);
    expect(validate({ ...event, colour: 'red' })).toHaveLength(1);
  });

  it('requires nothing of profiles and records but to be objects', () => {
    expect(validatorOf({}, 'profile')({})).toEqual([]);
    expect(validatorOf({}, 'record')({})).toEqual([]);
    expect(validatorOf({}, 'record')('text')).toHaveLength(1);
  });
});

describe('the registry', () => {
  it('lets schemas refer to each other by name, and follows a change below them', () => {
    const registry = createSchemaRegistry();
    registry.add('money', { properties: { amount: { type: 'number' } } }, { class: 'record' });
    registry.add('order', { properties: { total: { $ref: 'money' } } }, { class: 'record' });
    expect(registry.validator('order')({ total: { amount: 'x' } })).toHaveLength(1);
    registry.add('money', { properties: { amount: { type: 'string' } } }, { class: 'record' });
    expect(registry.validator('order')({ total: { amount: 'x' } })).toEqual([]);
  });

  it('keeps a schema to which others refer from being removed, moved or emptied under them', () => {
    const registry = createSchemaRegistry();
    registry.add('money', { $defs: { amount: { type: 'number' } } }, { class: 'record' });
    registry.add('order', { properties: { total: { $ref: 'money#/$defs/amount' } } }, { class: 'record' });
    const refusal = expect.objectContaining({ code: 'inUse' });
    expect(() => registry.remove('money')).toThrow(refusal);
    expect(() => registry.add('money', {}, { class: 'record' })).toThrow(refusal);
    expect(() => registry.add('money', { $id: 'https://example.com/m' }, { class: 'record' })).toThrow(refusal);
    expect(registry.validator('order')({ total: 'x' })).toHaveLength(1);
    registry.remove('order');
    registry.remove('money');
    expect(registry.names()).toEqual([]);
  });

  it('leaves a validator that somebody holds as it was when the schema changes or goes', () => {
    const registry = createSchemaRegistry();
    registry.add('s', { required: ['a', 'b'] }, { class: 'record' });
    const before = registry.validator('s');
    registry.add('s', { required: ['c'] }, { class: 'record' });
    registry.remove('s');
    expect(before({})).toEqual([{ path: '/a', code: 'required', message: 'a is required' }]);
    expect(before({ a: 1, b: 1 })).toEqual([]);
  });

  it('answers notFound for a name it does not know', () => {
    const registry = createSchemaRegistry();
    expect(() => registry.validator('x')).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(() => registry.resolveSchema('x')).toThrow(expect.objectContaining({ code: 'notFound' }));
    expect(registry.classOf('x')).toBeUndefined();
  });

  it('gives two schemas never the same $id', () => {
    const registry = createSchemaRegistry();
    registry.add('a', { $id: 'https://example.com/s' }, { class: 'record' });
    expect(() => registry.add('b', { $id: 'https://example.com/s' }, { class: 'record' })).toThrow(AppError);
    registry.add('a', { $id: 'https://example.com/t' }, { class: 'record' });
    registry.add('b', { $id: 'https://example.com/s' }, { class: 'record' });
    expect(registry.names()).toEqual(['a', 'b']);
  });

  it('resolves every reference of a schema without context', () => {
    const registry = createSchemaRegistry();
    registry.add(
      's',
      { $defs: { a: { $ref: '#/$defs/b' }, b: { type: 'integer' } }, properties: { n: { $ref: '#/$defs/a' } } },
      { class: 'record' },
    );
    const { schema, resolveRef } = registry.resolveSchema('s');
    const first = resolveRef('waystream://schemas/s#/$defs/a');
    expect(schema.properties).toEqual({ n: { $ref: 'waystream://schemas/s#/$defs/a' } });
    expect(first).toEqual({ $ref: 'waystream://schemas/s#/$defs/b' });
    expect(resolveRef('waystream://schemas/s#/$defs/b')).toEqual({ type: 'integer' });
    expect(resolveRef('waystream://schemas/other')).toBeUndefined();
  });

  it('prepares a schema without keeping it', () => {
    const registry = createSchemaRegistry();
    const { schema } = registry.prepare('s', { title: 'S' }, { class: 'profile' });
    expect(schema.title).toBe('S');
    expect(registry.names()).toEqual([]);
    expect(() => registry.prepare('s', { type: 'x' }, { class: 'profile' })).toThrow(AppError);
  });
});
