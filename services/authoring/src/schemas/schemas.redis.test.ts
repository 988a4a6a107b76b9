import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

const schema = (properties: JsonObject, more: JsonObject = {}) => ({ type: 'object', properties, ...more });

test('A schema in use grows but takes nothing away', async () => {
  const client = sandbox('grow');
  const text = { type: 'string' };
  const document = { name: 'door', class: 'experienceEvent', schema: schema({ guest: text, badge: text }) };
  await client.post('/schemas', document);
  const event = { name: 'Door', idType: 'systemGenerated', schema: 'door', namespace: 'Email', key: '@{Door.guest}' };
  await client.post('/events', event);
  expect((await client.get('/schemas/door')).body.usedIn).toEqual([{ kind: 'event', name: 'Door' }]);
  const change = (content: JsonObject, more: JsonObject = {}) =>
    client.put('/schemas/door', { ...document, schema: content, ...more });

  expect(await change(schema({ guest: text, badge: text, room: text }))).toMatchObject({ status: 200 });
  const removed = await change(schema({ guest: text, room: text }));
  expect(removed).toMatchObject({ status: 409, body: { code: 'inUse', errors: [{ path: 'badge', code: 'removed' }] } });
  expect(removed.body.detail).toMatch(/^the schema "door" is used by the event "Door": badge may not be removed/);
  expect(await change(schema({ guest: text, badge: text, room: { type: 'integer' } }))).toMatchObject({
    status: 409,
    body: { errors: [{ path: 'room', code: 'retyped' }] },
  });
  expect(await change(schema({ guest: text, badge: text, room: text }, { required: ['room'] }))).toMatchObject({
    status: 409,
    body: { errors: [{ path: 'room', code: 'required' }] },
  });
  const otherClass = await change(schema({ guest: text, badge: text, room: text }), { class: 'record' });
  expect(otherClass).toMatchObject({ status: 409, body: { code: 'inUse' } });
  expect(otherClass.body.errors).toContainEqual(expect.objectContaining({ path: '/class', code: 'fixed' }));
});

test('A schema that nothing uses changes at will', async () => {
  const client = sandbox('free');
  const document = { name: 'visit', class: 'experienceEvent', schema: schema({ page: { type: 'string' } }) };
  await client.post('/schemas', document);
  const changed = await client.put('/schemas/visit', { ...document, class: 'record', schema: schema({}) });
  expect(changed).toMatchObject({ status: 200, body: { class: 'record' } });
});

test('A schema is not deleted while events, field groups or schemas lean on it', async () => {
  const client = sandbox('delete');
  await furnishLobby(client);
  const refused = await client.remove('/schemas/order');
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'inUse',
      detail:
        'the schema "order" cannot be deleted: it is used by the event "BigOrder", the field group "ExperiencePlatform.Orders"',
    },
  });
  const profile = await client.remove('/schemas/guest');
  expect(profile.body.detail).toContain('the field group "ExperiencePlatform.MarltonProfiles"');

  await client.post('/schemas', { name: 'address', class: 'record', schema: schema({ city: { type: 'string' } }) });
  await client.post('/schemas', { name: 'hotel', class: 'record', schema: schema({ at: { $ref: 'address' } }) });
  expect(await client.remove('/schemas/address')).toMatchObject({
    status: 409,
    body: { errors: [{ code: 'usedBy', message: 'used by the schema "hotel"' }] },
  });
  expect(await client.remove('/schemas/hotel')).toMatchObject({ status: 204 });
  expect(await client.remove('/schemas/address')).toMatchObject({ status: 204 });
});

test('A part of a schema stays while another schema refers to it', async () => {
  const client = sandbox('parts');
  const parts = { name: 'parts', class: 'record', schema: schema({}, { $defs: { city: { type: 'string' } } }) };
  await client.post('/schemas', parts);
  await client.post('/schemas', {
    name: 'hotel',
    class: 'record',
    schema: schema({ city: { $ref: 'parts#/$defs/city' } }),
  });
  const refused = await client.put('/schemas/parts', { ...parts, schema: schema({}) });
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ path: '/schema', code: 'removed' }] } });
  expect(refused.body.detail).toContain('to which the schema "hotel" refers');
});

test('A schema that cannot be used is refused at its flaws', async () => {
  const client = sandbox('flaws');
  const post = (content: JsonObject, more: JsonObject = {}) =>
    client.post('/schemas', { name: 'visit', class: 'experienceEvent', schema: content, ...more });
  expect(await post(schema({ page: { type: 'text' } }))).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/schema/properties/page/type' }] },
  });
  expect(await post(schema({ page: { pattern: '(' } }))).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/schema/properties/page/pattern' }] },
  });
  expect(await post(schema({ page: { $ref: 'nowhere' } }))).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/schema/properties/page/$ref', code: 'unknownRef' }] },
  });
  const identities = [{ path: 'mail', namespace: 'Email' }];
  expect(await post(schema({ email: { type: 'string' } }), { identities })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/identities/0/path', message: 'the schema has no field "mail"' }] },
  });
  expect(await client.get('/schemas')).toMatchObject({ body: { items: [] } });
});
