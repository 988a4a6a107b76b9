import type { JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createSchemaRegistry, exampleOf, type SchemaClass } from './index.js';

function example(schema: JsonObject, options: { fields?: string[]; class?: SchemaClass } = {}) {
  const registry = createSchemaRegistry();
  registry.add('s', schema, { class: options.class ?? 'record' });
  const document = exampleOf(registry.resolveSchema('s'), options.fields ? { fields: options.fields } : {});
  return { document, flaws: registry.validator('s')(document) };
}

describe('an example of a schema', () => {
  it('is a valid event with everything the schema names', () => {
    expect(
      example(
        {
          properties: {
            total: { type: 'number', minimum: 10, maximum: 20 },
            count: { type: 'integer', exclusiveMinimum: 5, multipleOf: 4 },
            vip: { type: 'boolean' },
            kind: { type: 'string', enum: ['view', 'sale'] },
            currency: { type: 'string', pattern: '^[A-Z]{3}$' },
            code: { type: 'string', minLength: 6, maxLength: 7 },
            lines: {
              type: 'array',
              minItems: 2,
              items: { properties: { sku: { type: 'string', examples: ['A-1'] } } },
            },
            points: { type: 'object', additionalProperties: { type: 'integer' } },
            day: { type: 'string', format: 'date' },
            version: { const: 3 },
          },
        },
        { class: 'experienceEvent' },
      ),
    ).toEqual({
      flaws: [],
      document: {
        total: 10,
        count: 12,
        vip: true,
        kind: 'view',
        currency: 'EUR',
        code: 'codexx',
        lines: [{ sku: 'A-1' }, { sku: 'A-1' }],
        points: { key: 1 },
        day: '2026-05-04',
        version: 3,
        _id: '_id',
        timestamp: '2026-05-04T10:30:00Z',
        eventType: 'eventType',
        identityMap: { Email: [{ id: 'ada@example.com', primary: true }] },
        _experience: { campaign: { orchestration: { eventID: 'eventID' } } },
      },
    });
  });

  it('holds only the fields asked for, and required ones', () => {
    const { document, flaws } = example(
      {
        required: ['person'],
        properties: {
          person: { required: ['name'], properties: { name: { type: 'string' }, mail: { type: 'string' } } },
          lines: { items: { properties: { sku: { type: 'string' }, price: { type: 'number' } } } },
          other: { type: 'string' },
        },
      },
      { fields: ['lines.price', 'pushToken'] },
    );
    expect(document).toEqual({ person: { name: 'name' }, lines: [{ price: 1 }] });
    expect(flaws).toEqual([]);
  });

  it('takes the first form where there are several, and does not follow a schema into itself', () => {
    const { document, flaws } = example({
      $defs: {
        node: {
          properties: {
            name: { type: 'string' },
            child: { $ref: '#/$defs/node' },
            all: { items: { $ref: '#/$defs/node' } },
          },
        },
      },
      properties: {
        tree: { $ref: '#/$defs/node' },
        address: { type: 'string', oneOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
      },
    });
    expect(document).toEqual({ tree: { name: 'name', all: [] }, address: '192.0.2.1' });
    expect(flaws).toEqual([]);
  });

  it('passes over examples and defaults that the schema itself would refuse', () => {
    const { document, flaws } = example({
      properties: {
        at: { type: 'string', format: 'date-time', examples: ['soon'], default: 'now' },
        size: { type: 'integer', examples: ['big', 7] },
        unmet: { type: 'string', pattern: '^never{99}$' },
      },
    });
    expect(document).toEqual({ at: '2026-05-04T10:30:00Z', size: 7 });
    expect(flaws).toEqual([]);
  });
});
