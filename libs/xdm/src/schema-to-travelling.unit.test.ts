import { AppError, type JsonObject } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createSchemaRegistry, documentToTravelling, schemaToTravelling } from './index.js';

describe('a published schema in travelling spelling', () => {
  it('has its properties and required fields where events have them', () => {
    const travelling = schemaToTravelling({
      properties: {
        '@id': { type: 'string' },
        'xdm:timestamp': { format: 'date-time' },
        'https://ns.adobe.com/experience/campaign/orchestration': { properties: { 'xdm:eventID': { type: 'string' } } },
        'https://ns.adobe.com/experience/campaign/journey': { type: 'object' },
        'https://ns.adobe.com/xdm/channels/email': { type: 'string' },
        'repo:path': { type: 'string' },
        plain: {},
      },
      required: ['@id', 'repo:path', 'https://ns.adobe.com/experience/campaign/journey'],
    });
    expect(travelling).toEqual({
      properties: {
        _id: { type: 'string' },
        timestamp: { format: 'date-time' },
        _experience: {
          type: 'object',
          properties: {
            campaign: {
              type: 'object',
              properties: {
                orchestration: { properties: { eventID: { type: 'string' } } },
                journey: { type: 'object' },
              },
              required: ['journey'],
            },
          },
          required: ['campaign'],
        },
        _channels: { type: 'object', properties: { email: { type: 'string' } } },
        _repo: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
        plain: {},
      },
      required: ['_id', '_repo', '_experience'],
    });
  });

  it('demands required fields inside objects that its own properties do not mention', () => {
    expect(schemaToTravelling({ required: ['schema:name', 'schema:url', 'xdm:unit'] })).toEqual({
      properties: { _schema: { type: 'object', required: ['name', 'url'] } },
      required: ['_schema', 'unit'],
    });
  });

  it('does without the gate on @context', () => {
    expect(
      schemaToTravelling({
        definitions: { '@context': { oneOf: [{ required: ['@context'] }] }, 'xdm:kept': {} },
        properties: { '@context': {}, 'xdm:a': {} },
        required: ['@context'],
        allOf: [
          { $ref: 'https://ns.adobe.com/xdm/common/extensible#/definitions/@context' },
          { $ref: '#/definitions/b' },
        ],
      }),
    ).toEqual({
      definitions: { '@context': {}, 'xdm:kept': {} },
      allOf: [{}, { $ref: '#/definitions/b' }],
      properties: { a: {} },
      required: [],
    });
  });

  it('lets references find renamed properties again', () => {
    const refs = [
      ['#/properties/xdm:a', '#/properties/a'],
      [
        'x#/definitions/xdm:d/properties/@id/items/properties/repo:b',
        'x#/definitions/xdm%3Ad/properties/_id/items/properties/_repo/properties/b',
      ],
      ['#/properties/https:~1~1ns.adobe.com~1experience~1a~1b', '#/properties/_experience/properties/a/properties/b'],
      ['#/allOf/1/properties/xdm%3Aa', '#/allOf/1/properties/a'],
      ['#/definitions/xdm:d', '#/definitions/xdm:d'],
      ['#anchor', '#anchor'],
      ['https://ns.adobe.com/xdm/data/x', 'https://ns.adobe.com/xdm/data/x'],
    ];
    for (const [published, travelling] of refs) {
      expect(schemaToTravelling({ $ref: published })).toEqual({ $ref: travelling });
    }
  });

  it('keeps references valid when two names meet in one object', () => {
    const registry = createSchemaRegistry();
    const { flaws } = registry.importFiles([
      {
        path: 's.json',
        content: {
          $id: 'https://example.com/s',
          properties: {
            'https://ns.adobe.com/experience/a': { type: 'object', properties: { 'xdm:own': { type: 'string' } } },
            'https://ns.adobe.com/experience/a/inner': { type: 'number' },
            'xdm:copyOfA': { $ref: '#/properties/https:~1~1ns.adobe.com~1experience~1a' },
            'xdm:copyOfInner': { $ref: '#/properties/https:~1~1ns.adobe.com~1experience~1a~1inner' },
            'xdm:twice': { type: 'string' },
            twice: { minLength: 3 },
          },
        },
      },
    ]);
    registry.add('s', { $ref: 'https://example.com/s' }, { class: 'record' });
    const wrong = { own: 1, inner: 'x' };
    expect(flaws).toEqual([]);
    expect(
      registry
        .validator('s')({ _experience: { a: wrong }, copyOfA: wrong, copyOfInner: 'x', twice: 'ab' })
        .map(({ path }) => path),
    ).toEqual([
      '/_experience/a/own',
      '/_experience/a/inner',
      '/copyOfA/own',
      '/copyOfA/inner',
      '/copyOfInner',
      '/twice',
    ]);
  });

  it('is as closed as it was', () => {
    expect(schemaToTravelling({ additionalProperties: false, properties: { 'repo:a': {} } })).toEqual({
      additionalProperties: false,
      properties: { _repo: { type: 'object', additionalProperties: false, properties: { a: {} } } },
    });
  });

  it('has constants, defaults and examples in the same spelling, other values as they were', () => {
    expect(
      schemaToTravelling({
        const: { 'xdm:a': 1 },
        default: { '@id': 'xdm:value' },
        enum: ['xdm:text', { 'xdm:b': 2 }],
        'meta:enum': { 'xdm:text': 'Text' },
      }),
    ).toEqual({
      const: { a: 1 },
      default: { _id: 'xdm:value' },
      enum: ['xdm:text', { b: 2 }],
      'meta:enum': { 'xdm:text': 'Text' },
    });
  });

  it('keeps the dependencies between its fields', () => {
    const registry = createSchemaRegistry();
    const schema = {
      dependentRequired: { 'xdm:a': ['repo:b'] },
      dependencies: { 'repo:b': { required: ['xdm:c'] } },
      dependentSchemas: { plain: { properties: { 'xdm:c': { const: 1 } } } },
    };
    registry.add('s', schemaToTravelling(schema), { class: 'record' });
    const placesOf = (document: JsonObject) =>
      registry
        .validator('s')(document)
        .map(({ path }) => path);
    expect(placesOf({ a: 1 })).toContain('/_repo');
    expect(placesOf({ a: 1, _repo: {} })).toContain('/_repo/b');
    expect(placesOf({ a: 1, _repo: { b: 1 } })).toContain('/c');
    expect(placesOf({ plain: 1, c: 2 })).toEqual(['/c']);
    expect(placesOf({ a: 1, _repo: { b: 1 }, c: 2 })).toEqual([]);
  });

  it('stays as it is when rewritten again', () => {
    const schema: JsonObject = {
      properties: { 'xdm:a': { items: { $ref: '#/properties/repo:b' } }, 'repo:b': {}, '@type': {} },
      required: ['repo:b'],
      dependencies: { 'xdm:a': ['@type'], plain: { required: ['xdm:a'] } },
    };
    const once = schemaToTravelling(schema);
    expect(schemaToTravelling(once)).toEqual(once);
  });

  it.each(['__proto__', 'xdm:constructor', '@_proto__', 'https://ns.adobe.com/experience/__proto__/a'])(
    'never gets a property that reaches a prototype: %s',
    (name) => {
      const properties = Object.fromEntries([[name, { type: 'string' }]]);
      expect(() => schemaToTravelling({ properties })).toThrow(AppError);
    },
  );
});

describe('a published document in travelling spelling', () => {
  it('has its fields where events have them, at every depth', () => {
    expect(
      documentToTravelling({
        '@context': { xdm: 'https://ns.adobe.com/xdm/' },
        '@id': 'e1',
        'xdm:items': [{ 'xdm:SKU': 'a', 'schema:name': 'b', 'schema:url': 'c' }],
        'https://ns.adobe.com/experience/campaign/orchestration': { 'xdm:eventID': 'x' },
        'https://ns.adobe.com/experience/campaign/journey': {},
        'https://data.example.com/4': 'kept',
        'urn:a:b': 'kept',
        plain: 'xdm:value',
      }),
    ).toEqual({
      _id: 'e1',
      items: [{ SKU: 'a', _schema: { name: 'b', url: 'c' } }],
      _experience: { campaign: { orchestration: { eventID: 'x' }, journey: {} } },
      'https://data.example.com/4': 'kept',
      'urn:a:b': 'kept',
      plain: 'xdm:value',
    });
  });

  it('keeps the namespaces of its identity map, which are data', () => {
    const map = { 'crm:customers': [{ 'xdm:id': '1' }] };
    expect(documentToTravelling({ 'xdm:identityMap': map })).toEqual({
      identityMap: { 'crm:customers': [{ id: '1' }] },
    });
  });

  it('comes back equal when it travels already', () => {
    const document = { _id: 'e1', _experience: { a: [1, null, { b: true }] } };
    expect(documentToTravelling(document)).toEqual(document);
  });

  it.each<[string, JsonObject, string]>([
    ['a field in both spellings', { timestamp: 1, 'xdm:timestamp': 2 }, '/xdm:timestamp'],
    ['a value and an object under one name', { _repo: 1, 'repo:a': 2 }, '/repo:a'],
    ['a name that reaches a prototype', { a: { 'xdm:__proto__': { admin: true } } }, '/a/xdm:__proto__'],
    ['a prototype spelled with @', { '@_proto__': { admin: true } }, '/@_proto__'],
  ])('is refused for %s', (_, document, path) => {
    expect(() => documentToTravelling(document)).toThrow(
      expect.objectContaining({ code: 'invalid', flaws: [expect.objectContaining({ path })] }),
    );
    expect('admin' in {}).toBe(false);
  });

  it('is refused when it is nested beyond all reason', () => {
    const document: JsonObject = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    expect(() => documentToTravelling(document)).toThrow('nested deeper than 100 levels');
  });
});
