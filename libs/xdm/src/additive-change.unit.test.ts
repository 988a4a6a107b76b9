import type { JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { additiveChange, createSchemaRegistry } from './index.js';

function change(before: JsonObject, after: JsonObject): string[] {
  const registry = createSchemaRegistry();
  const [old, now] = [before, after].map((schema) => registry.prepare('s', schema, { class: 'experienceEvent' }));
  return old && now ? additiveChange(old, now).map(({ path, code }) => `${path} ${code}`) : [];
}

const field = (schema: JsonObject): JsonObject => ({
  properties: { person: { type: 'object', properties: { f: schema } } },
});

describe('a change of a schema', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['adds a field', { properties: { a: {} } }, { properties: { a: {}, b: { type: 'string' } } }],
    ['adds a field deep inside', field({ type: 'object' }), field({ type: 'object', properties: { g: {} } })],
    ['makes a field optional', { properties: { a: {} }, required: ['a'] }, { properties: { a: {} } }],
    ['adds a value', field({ enum: ['x'] }), field({ enum: ['x', 'y'] })],
    ['lifts an enumeration', field({ enum: ['x'] }), field({})],
    ['widens bounds', field({ minimum: 5, maxLength: 3 }), field({ minimum: 4, maxLength: 4 })],
    ['changes words', field({ title: 'Old' }), field({ title: 'New', description: 'More' })],
    ['opens', { additionalProperties: false }, {}],
    [
      'moves a field into a part',
      { properties: { a: { type: 'string' } } },
      { allOf: [{ $ref: '#/$defs/part' }], $defs: { part: { properties: { a: { type: 'string' } } } } },
    ],
  ])('is additive when it %s', (_, before, after) => {
    expect(change(before, after)).toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['removes a field', field({}), { properties: { person: { type: 'object' } } }, 'person.f removed'],
    ['changes a type', field({ type: 'string' }), field({ type: 'integer' }), 'person.f retyped'],
    [
      'widens a type, which readers relied on',
      field({ type: 'integer' }),
      field({ type: 'number' }),
      'person.f retyped',
    ],
    ['changes a format', field({ format: 'date' }), field({ format: 'date-time' }), 'person.f retyped'],
    ['requires a field', field({}), { ...field({}), required: ['person'] }, 'person required'],
    ['adds a field as required', {}, { required: ['new'], properties: { new: {} } }, 'new required'],
    ['takes a value away', field({ enum: ['x', 'y'] }), field({ enum: ['x', 'z'] }), 'person.f narrowed'],
    ['limits free values', field({}), field({ enum: ['x'] }), 'person.f narrowed'],
    ['raises a lower bound', field({ minimum: 1 }), field({ minimum: 2 }), 'person.f narrowed'],
    ['adds an upper bound', field({}), field({ maxLength: 9 }), 'person.f narrowed'],
    ['adds a pattern', field({}), field({ pattern: 'x' }), 'person.f narrowed'],
    ['limits the forms', field({}), field({ oneOf: [{ minLength: 1 }] }), 'person.f narrowed'],
    [
      'limits values in a part',
      field({ enum: ['x', 'y'] }),
      field({ enum: ['x', 'y'], allOf: [{ enum: ['x'] }] }),
      'person.f narrowed',
    ],
    ['adds a condition', field({}), field({ if: { minLength: 1 } }), 'person.f narrowed'],
    [
      'drops a form',
      field({ anyOf: [{ type: 'string' }, { type: 'number' }] }),
      field({ anyOf: [{ type: 'string' }] }),
      'person.f narrowed',
    ],
    [
      'changes a form',
      field({ oneOf: [{ type: 'string' }] }),
      field({ oneOf: [{ type: 'number' }] }),
      'person.f retyped',
    ],
    ['closes', field({ type: 'object' }), field({ type: 'object', additionalProperties: false }), 'person.f narrowed'],
    [
      'retypes a field of list elements',
      field({ items: { properties: { 'a b': { type: 'string' } } } }),
      field({ items: { properties: { 'a b': { type: 'number' } } } }),
      "person.f.'a b' retyped",
    ],
    [
      'retypes the values of a map',
      field({ additionalProperties: { type: 'string' } }),
      field({ additionalProperties: { type: 'number' } }),
      "person.f.'*' retyped",
    ],
  ])('is not additive when it %s', (_, before, after, flaw) => {
    expect(change(before, after)).toEqual([flaw]);
  });

  it('is compared to the end when a schema contains itself', () => {
    const tree = (type: string): JsonObject => ({
      $defs: { node: { properties: { value: { type }, next: { $ref: '#/$defs/node' } } } },
      properties: { root: { $ref: '#/$defs/node' } },
    });
    expect(change(tree('string'), tree('string'))).toEqual([]);
    expect(change(tree('string'), tree('number'))).toContain('root.value retyped');
  });

  it('is described in words that name the field', () => {
    const registry = createSchemaRegistry();
    const [before, after] = [field({ enum: ['x', 'y'] }), field({ enum: ['x'] })].map((schema) =>
      registry.prepare('s', schema, { class: 'record' }),
    );
    expect(before && after && additiveChange(before, after)).toEqual([
      { path: 'person.f', code: 'narrowed', message: 'person.f must keep the value "y"' },
    ]);
  });
});
