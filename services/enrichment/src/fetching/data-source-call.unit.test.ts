import { dataSourceDefinition, externalFieldGroup } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { dataSourceCall } from './data-source-call.js';

const source = (more: object = {}) =>
  dataSourceDefinition.parse({ name: 'Rooms', url: 'https://rooms.example/api', ...more });
const group = (more: object = {}) => externalFieldGroup.parse({ name: 'Booking', responsePayload: {}, ...more });

describe('a GET field group', () => {
  it('sends its parameters in the query, with the headers and credentials of the data source', () => {
    const authentication = { type: 'basic', username: 'u', password: 'p' };
    const call = dataSourceCall(source({ headers: { 'x-tenant': 'm' }, authentication }), group(), {
      id: 'a b',
      nights: 2,
      tags: ['x', 'y'],
      nothing: null,
    });
    expect(call).toEqual({
      method: 'GET',
      url: 'https://rooms.example/api',
      headers: { 'x-tenant': 'm' },
      authentication,
      query: { id: 'a b', nights: '2', tags: '["x","y"]' },
    });
  });

  it.each([
    ['https://rooms.example/api', '/booking', 'https://rooms.example/api/booking'],
    ['https://rooms.example/api/', '/booking', 'https://rooms.example/api/booking'],
    ['https://rooms.example', '/a/b?full=1', 'https://rooms.example/a/b?full=1'],
    ['https://rooms.example/api?key=1', '/a?full=1', 'https://rooms.example/api/a?key=1&full=1'],
  ])('lengthens %s by its path %s', (url, path, expected) => {
    expect(dataSourceCall(source({ url }), group({ path }), {}).url).toBe(expected);
  });
});

describe('a POST field group', () => {
  const sent = (sentPayload: object, params: Parameters<typeof dataSourceCall>[2]) =>
    dataSourceCall(source(), group({ method: 'POST', dynamicValues: ['id', 'tags'], sentPayload }), params);

  it('sends its payload with every place taken by its parameter', () => {
    const call = sent(
      { guest: { param: 'id' }, filters: [{ of: { param: 'tags' } }, 1], kind: 'room' },
      { id: 7, tags: ['a'] },
    );
    expect(call).toMatchObject({ method: 'POST', body: { guest: 7, filters: [{ of: ['a'] }, 1], kind: 'room' } });
    expect(call).not.toHaveProperty('query');
  });

  it('sends null for a parameter that the journey did not give', () => {
    expect(sent({ guest: { param: 'id' } }, {}).body).toEqual({ guest: null });
  });

  it('leaves what only looks like a place', () => {
    const payload = { one: { param: 'other' }, two: { param: 'id', more: 1 }, three: { param: 1 } };
    expect(sent(payload, { id: 7, other: 8 }).body).toEqual(payload);
  });

  it('without a payload sends none', () => {
    expect(dataSourceCall(source(), group({ method: 'POST' }), { id: 1 })).not.toHaveProperty('body');
  });
});
