import type { JsonObject } from '@waystream/core';
import { describe, expect, test } from 'vitest';
import { beacon, furnishLobby, lobbyDocument, pushAction } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

/** One document of every kind, with a change that is always allowed. */
const KINDS: ReadonlyArray<{ collection: string; document: JsonObject; change: JsonObject }> = [
  {
    collection: '/schemas',
    document: { name: 'visit', class: 'experienceEvent', schema: { type: 'object' } },
    change: { description: 'Visits of the shop' },
  },
  { collection: '/events', document: beacon('PoolBeacon'), change: { fields: ['*'] } },
  {
    collection: '/dataSources',
    document: { name: 'Weather', url: 'https://weather.example/now' },
    change: { url: 'https://weather.example/v2/now' },
  },
  {
    collection: '/dataSources/MarltonReservation/fieldGroups',
    document: { name: 'Rates', responsePayload: { rate: 1.5 } },
    change: { cacheDuration: 'PT1H' },
  },
  {
    collection: '/dataSources/ExperiencePlatform/fieldGroups',
    document: { name: 'Names', source: 'profile', fields: ['person.name.firstName'] },
    change: { fields: ['person.name.lastName'] },
  },
  { collection: '/actions', document: pushAction({ name: 'SendSms' }), change: { method: 'PUT' } },
  {
    collection: '/templates',
    document: { name: 'Welcome', subject: 'Hello', text: 'Hello {{name}}' },
    change: { html: '<p>Hello {{name}}</p>' },
  },
  { collection: '/inlets', document: { name: 'shop' }, change: { description: 'The shop sends here' } },
];

describe.each(KINDS)('a definition in $collection', ({ collection, document, change }) => {
  const inSandbox = () => sandbox(`life-${KINDS.findIndex((kind) => kind.collection === collection)}`);
  const path = `${collection}/${document.name}`;

  test('lives from its creation to its deletion', async () => {
    const client = inSandbox();
    await furnishLobby(client);
    const created = await client.post(collection, document);
    expect(created).toMatchObject({
      status: 201,
      location: `/authoring${path}`,
      body: { name: document.name, usedIn: [] },
    });
    const read = await client.get(path);
    expect(read).toMatchObject({ status: 200, body: created.body, etag: created.etag });

    const changed = await client.put(path, { ...read.body, ...change }, read.etag);
    expect(changed).toMatchObject({ status: 200, body: change });
    expect(await client.get(path)).toMatchObject({ body: changed.body, etag: changed.etag });
    expect(changed.etag).not.toBe(read.etag);

    expect(await client.remove(path, changed.etag)).toMatchObject({ status: 204 });
    expect(await client.get(path)).toMatchObject({ status: 404, body: { code: 'notFound' } });
  });

  test('is refused a second time under its name', async () => {
    const client = inSandbox();
    await client.post(collection, document);
    const again = await client.post(collection, document);
    expect(again).toMatchObject({ status: 409, body: { code: 'nameTaken' } });
    expect(again.body.detail).toContain(`the name "${document.name}" is taken`);
  });

  test('is changed or deleted only by those who have seen its latest state', async () => {
    const client = inSandbox();
    await client.post(collection, document);
    const { etag } = await client.get(path);
    await client.put(path, { ...document, ...change }, etag);
    const stale = { status: 409, body: { code: 'staleVersion' } };
    expect(await client.put(path, document, etag)).toMatchObject(stale);
    expect(await client.remove(path, etag)).toMatchObject(stale);
    expect(await client.put(path, document)).toMatchObject({ status: 200 });
    expect(await client.remove(path, '*')).toMatchObject({ status: 204 });
  });

  test('keeps the name in its address', async () => {
    const client = inSandbox();
    await client.post(collection, document);
    const renamed = await client.put(path, { ...document, name: 'Other' });
    expect(renamed).toMatchObject({ status: 422, body: { errors: [{ path: '/name', code: 'renamed' }] } });
    const { name: _, ...nameless } = document;
    expect(await client.put(path, nameless)).toMatchObject({ status: 200, body: { name: document.name } });
  });

  test('has no unknown fields', async () => {
    const client = inSandbox();
    const refused = await client.post(collection, { ...document, name: 'Strange', colour: 'red' });
    expect(refused).toMatchObject({
      status: 422,
      type: 'application/problem+json',
      body: { code: 'invalid', errors: [{ path: '/colour', code: 'unknownField' }] },
    });
    expect(refused.body.detail).toMatch(/there is no field "colour" here, only .*name/);
  });

  test('is missing under names that nobody gave', async () => {
    const client = inSandbox();
    const missing = { status: 404, body: { code: 'notFound' } };
    expect(await client.get(`${collection}/Nobody`)).toMatchObject(missing);
    expect(await client.put(`${collection}/Nobody`, document)).toMatchObject(missing);
    expect(await client.remove(`${collection}/Nobody`)).toMatchObject(missing);
  });
});

test('Lists come in pages, by name, and are the same whoever writes meanwhile', async () => {
  const client = sandbox('pages');
  for (const name of ['d', 'a', 'c', 'b']) await client.post('/inlets', { name });
  const first = await client.get('/inlets?limit=2');
  expect(first.body.items).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  await client.remove('/inlets/b');
  await client.post('/inlets', { name: 'aa' });
  const second = await client.get(`/inlets?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ name: 'c' }, { name: 'd' }], nextCursor: null });
  expect(await client.get('/inlets?limit=0')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'query/limit' }] },
  });
});

test('A body that is no JSON object is refused with the reason', async () => {
  const client = sandbox('bodies');
  const post = (body: string, type = 'application/json') =>
    client.send('/inlets', { method: 'POST', body, headers: { 'content-type': type } });
  expect(await post('{"name":')).toMatchObject({ status: 400, body: { code: 'malformed' } });
  expect(await post('[]')).toMatchObject({ status: 422, body: { detail: 'the body must be a JSON object' } });
  expect(await post('name: x', 'text/yaml')).toMatchObject({ status: 415 });
  expect(await post(`{"name":"${'x'.repeat(1_100_000)}"}`)).toMatchObject({ status: 413 });
});

test('Wrong values inside a document are told at their places', async () => {
  const client = sandbox('places');
  const refused = await client.post('/actions', {
    name: 'with space',
    url: 'ftp://example',
    headers: { ok: 'yes', 'x-bad': { variable: { label: 'Bad', kind: 'string' } } },
    payload: { $id: 1 },
    authentication: { type: 'basic', username: 'u' },
  });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([
    { path: '/name' },
    { path: '/url' },
    { path: '/headers/x-bad/variable/kind', code: 'unknownField' },
    { path: '/authentication/password', message: 'is missing' },
    { path: '/payload/$id' },
  ]);
});

test('Sandboxes do not see each other', async () => {
  await sandbox('one').post('/inlets', { name: 'shop' });
  expect(await sandbox('two').get('/inlets')).toMatchObject({ body: { items: [] } });
});

test('Of two writers of one definition the first wins, and both know', async () => {
  const client = sandbox('race');
  const creations = await Promise.all([1, 2, 3].map(() => client.post('/inlets', { name: 'shop' })));
  expect(creations.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const { etag } = await client.get('/inlets/shop');
  const changes = await Promise.all(['a', 'b'].map((description) => client.put('/inlets/shop', { description }, etag)));
  expect(changes.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('What nobody deletes while it begins to be used is never left without it', async () => {
  const client = sandbox('use-race');
  await client.post('/schemas', lobbyDocument('lobbyBeacon'));
  const [deleted, created] = await Promise.all([
    client.remove('/schemas/lobbyBeacon'),
    client.post('/events', beacon('LobbyBeacon')),
  ]);
  expect([
    [204, 422],
    [409, 201],
  ]).toContainEqual([deleted.status, created.status]);
});
