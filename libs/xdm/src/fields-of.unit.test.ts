import type { JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createSchemaRegistry, fieldsOf, type SchemaClass } from './index.js';

function fields(schema: JsonObject, schemaClass: SchemaClass = 'record') {
  return fieldsOf(createSchemaRegistry().prepare('s', schema, { class: schemaClass }));
}

describe('the fields of a schema', () => {
  it('come with type, format, title, description, labels and whether they are required', () => {
    expect(
      fields({
        required: ['at'],
        properties: {
          at: { type: 'string', format: 'date-time', title: 'When', description: 'The moment.' },
          state: { type: 'string', enum: ['in', 'out'], 'meta:enum': { in: 'Opted in' } },
          kind: { type: 'string', 'meta:enum': { view: 'A view', sale: 'A sale' } },
          level: { enum: [1, 2] },
        },
      }),
    ).toEqual([
      { path: 'at', type: 'string', required: true, format: 'date-time', title: 'When', description: 'The moment.' },
      {
        path: 'state',
        type: 'string',
        required: false,
        enumeration: [
          { value: 'in', label: 'Opted in' },
          { value: 'out', label: 'out' },
        ],
      },
      {
        path: 'kind',
        type: 'string',
        required: false,
        enumeration: [
          { value: 'view', label: 'A view' },
          { value: 'sale', label: 'A sale' },
        ],
      },
      {
        path: 'level',
        type: 'any',
        required: false,
        enumeration: [
          { value: 1, label: '1' },
          { value: 2, label: '2' },
        ],
      },
    ]);
  });

  it('include those of objects, of list elements, of references and of every form a value may have', () => {
    const found = fields({
      $defs: { base: { properties: { id: { type: 'integer' } } } },
      allOf: [{ $ref: '#/$defs/base' }],
      properties: {
        'first name': { type: ['string', 'null'] },
        lines: {
          type: 'array',
          items: { allOf: [{ $ref: '#/$defs/base' }], properties: { tags: { items: { type: 'string' } } } },
        },
        contact: {
          oneOf: [{ properties: { mail: { type: 'string' } } }, { properties: { phone: { type: 'string' } } }],
        },
        mixed: { type: ['string', 'number'] },
      },
    });
    expect(found.map(({ path, type }) => `${path}: ${type}`)).toEqual([
      "'first name': string",
      'lines: array',
      'lines.tags: array',
      'lines.id: integer',
      'contact: object',
      'contact.mail: string',
      'contact.phone: string',
      'mixed: any',
      'id: integer',
    ]);
  });

  it('are finite when a schema contains itself, and complete when it only uses a part twice', () => {
    const found = fields({
      $defs: {
        audit: { properties: { by: { type: 'string' } } },
        tree: { properties: { left: { $ref: '#/$defs/tree' } } },
      },
      allOf: [{ $ref: '#/$defs/audit' }],
      properties: { inner: { $ref: '#/$defs/audit' }, tree: { $ref: '#/$defs/tree' } },
    });
    expect(found.map(({ path }) => path)).toEqual(['inner', 'inner.by', 'tree', 'tree.left', 'by']);
  });

  it('include what the class adds', () => {
    const found = fields({ properties: { total: { type: 'number' } } }, 'experienceEvent');
    expect(found.map(({ path, required }) => (required ? `${path} (required)` : path))).toEqual([
      'total',
      '_id (required)',
      'timestamp (required)',
      'eventType',
      'identityMap',
      '_experience',
      '_experience.campaign',
      '_experience.campaign.orchestration',
      '_experience.campaign.orchestration.eventID',
    ]);
  });
});
