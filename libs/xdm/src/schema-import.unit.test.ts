import { describe, expect, it } from 'vitest';
import { createSchemaRegistry } from './index.js';

const PERSON = {
  $id: 'https://example.com/person',
  type: 'object',
  definitions: {
    person: { properties: { 'xdm:name': { type: 'string' }, 'xdm:home': { $ref: 'https://example.com/place' } } },
  },
  allOf: [{ $ref: '#/definitions/person' }],
};
const PLACE = { $id: 'https://example.com/place', properties: { 'xdm:city': { type: 'string' } } };

describe('importing schema files', () => {
  it('takes them in any order, in published spelling, for others to build on', () => {
    const registry = createSchemaRegistry();
    const report = registry.importFiles([
      { path: 'person.json', content: PERSON },
      { path: 'place.json', content: PLACE },
    ]);
    registry.add('member', { allOf: [{ $ref: 'https://example.com/person' }] }, { class: 'profile' });
    expect(report).toEqual({
      imported: [
        { path: 'person.json', id: 'https://example.com/person' },
        { path: 'place.json', id: 'https://example.com/place' },
      ],
      flaws: [],
    });
    expect(registry.importedIds()).toEqual(['https://example.com/person', 'https://example.com/place']);
    expect(
      registry
        .validator('member')({ name: 'Ada', home: { city: 7 } })
        .map(({ path }) => path),
    ).toEqual(['/home/city']);
  });

  it('refuses what is no usable schema and names file and place', () => {
    const registry = createSchemaRegistry();
    const { imported, flaws } = registry.importFiles([
      { path: 'list.json', content: [] },
      { path: 'nameless.json', content: { type: 'object' } },
      { path: 'wrong.json', content: { $id: 'https://example.com/wrong', properties: { 'xdm:a': { type: 'x' } } } },
      { path: 'unsafe.json', content: { $id: 'https://example.com/unsafe', properties: { 'xdm:constructor': {} } } },
      { path: 'place.json', content: PLACE },
      { path: 'again.json', content: PLACE },
    ]);
    expect(imported.map(({ path }) => path)).toEqual(['place.json']);
    expect(flaws.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'list.json# type',
      'nameless.json#/$id required',
      'wrong.json#/properties/xdm:a/type keyword',
      'unsafe.json#/properties/xdm:constructor fieldName',
      'again.json#/$id idTaken',
    ]);
  });

  it('keeps a file whose references lead nowhere yet, says where, and completes it later', () => {
    const registry = createSchemaRegistry();
    const { flaws } = registry.importFiles([{ path: 'person.json', content: PERSON }]);
    const use = () => registry.add('member', { $ref: 'https://example.com/person' }, { class: 'profile' });
    expect(flaws).toEqual([
      {
        path: 'person.json#/definitions/person/properties/xdm:home/$ref',
        code: 'unknownRef',
        message: 'no schema is known under https://example.com/place',
      },
    ]);
    expect(use).toThrow('no schema is known under https://example.com/place');
    registry.importFiles([{ path: 'place.json', content: PLACE }]);
    expect(use).not.toThrow();
  });

  it('replaces what was imported before, under those who use it too', () => {
    const registry = createSchemaRegistry();
    registry.importFiles([{ path: 'place.json', content: PLACE }]);
    registry.add('home', { $ref: 'https://example.com/place' }, { class: 'record' });
    registry.importFiles([{ path: 'place.json', content: { ...PLACE, required: ['xdm:city'] } }]);
    expect(registry.validator('home')({})).toEqual([{ path: '/city', code: 'required', message: 'city is required' }]);
  });

  it('never takes the place of a named schema', () => {
    const registry = createSchemaRegistry();
    registry.add('place', { $id: 'https://example.com/place' }, { class: 'record' });
    expect(registry.importFiles([{ path: 'place.json', content: PLACE }]).imported).toEqual([]);
  });
});
