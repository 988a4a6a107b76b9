import type { JsonObject } from '@waystream/core';
import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { MARLTON } from '../marlton.test.js';
import { type Client, useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring({ environment: { WAYSTREAM_AUTHORING_LIVE_JOURNEYS: '2' } });

test('A journey is created and published after what it leans on', async () => {
  const client = sandbox('marlton');
  await furnishLobby(client);
  const path = await draftOf(client, MARLTON);
  expect(await client.post(`${path}/validate`)).toMatchObject({ status: 200, body: { errors: [], warnings: [] } });
  const published = await client.post(`${path}/publish`);
  expect(published).toMatchObject({ status: 200, body: { status: 'live', publishedAt: expect.any(String) } });
  expect(await client.get(path)).toMatchObject({ body: published.body, etag: published.etag });
});

test('A draft is replaced by those who have seen its latest state', async () => {
  const client = sandbox('replace');
  const path = await draftOf(client, greeting());
  const { etag } = await client.get(path);
  const changed = await client.put(path, greeting({ name: 'Hello' }), etag);
  expect(changed).toMatchObject({ status: 200, body: { document: { name: 'Hello' } } });
  expect(await client.put(path, greeting(), etag)).toMatchObject({ status: 409, body: { code: 'staleVersion' } });
  expect(await client.put(path, { nodes: [] })).toMatchObject({ status: 422, body: { errors: [{ path: '/name' }] } });
  expect(await client.post(`${path}/publish`)).toMatchObject({ status: 422 });
  expect(await client.put('/journeyVersions/nobody', greeting())).toMatchObject({ status: 404 });
});

test('Validation tells what keeps a draft from being published and what is unwise', async () => {
  const client = sandbox('validate');
  await furnishLobby(client);
  const path = await draftOf(client, flawed());
  const { status, body } = await client.post(`${path}/validate`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    errors: [
      { code: 'ERR_PARAMETER_MISSING', activity: 'welcome', field: 'parameters.token' },
      { code: 'ERR_EXPRESSION', activity: 'welcome', field: 'parameters.template', line: 1, column: 1 },
    ],
    warnings: [{ code: 'WARN_END_UNLABELLED', activity: 'done' }],
  });
  const unread = await draftOf(client, { name: 'Only a name' });
  expect((await client.post(`${unread}/validate`)).body.errors).toContainEqual(
    expect.objectContaining({ code: 'ERR_FORMAT', field: 'entry' }),
  );
});

test('A draft with errors is not published, and each error has its place', async () => {
  const client = sandbox('errors');
  await furnishLobby(client);
  const path = await draftOf(client, flawed());
  const refused = await client.post(`${path}/publish`);
  expect(refused).toMatchObject({
    status: 422,
    type: 'application/problem+json',
    body: {
      code: 'invalid',
      errors: [
        { path: 'welcome/parameters.token', code: 'ERR_PARAMETER_MISSING', activity: 'welcome' },
        { path: 'welcome/parameters.template', code: 'ERR_EXPRESSION', line: 1, column: 1 },
      ],
    },
  });
  expect(refused.body.detail).toMatch(
    /^version 1 of the journey "Greeting" cannot be published: welcome\/parameters\.token: .* \(and 1 more\)$/,
  );
  expect(await client.get(path)).toMatchObject({ body: { status: 'draft' } });
});

test('A published version is read-only and complete', async () => {
  const client = sandbox('read-only');
  await furnishLobby(client);
  const path = await draftOf(client, greeting());
  await client.post(`${path}/publish`);
  expect(await client.get(path)).toMatchObject({ body: { document: { properties: { globalTimeout: 'P30D' } } } });
  const wrongState = { status: 409, body: { code: 'wrongState' } };
  const refused = await client.put(path, greeting());
  expect(refused).toMatchObject(wrongState);
  expect(refused.body.detail).toContain('is live and cannot be changed; it can be paused, closed, stopped, or begin');
  expect(await client.post(`${path}/publish`)).toMatchObject(wrongState);
});

test('Publishing a new version closes the one before', async () => {
  const client = sandbox('close-former');
  await furnishLobby(client);
  const first = await draftOf(client, greeting());
  const { journeyUid } = (await client.post(`${first}/publish`)).body;
  const second = await nextOf(client, journeyUid);
  await client.put(second, greeting({ name: 'Greeting two' }));
  expect(await client.post(`${second}/publish`)).toMatchObject({ status: 200, body: { status: 'live', version: 2 } });
  expect(await client.get(first)).toMatchObject({ body: { status: 'closed' } });
});

test('A new version keeps the namespace, the kind of entry and the re-entrance rule', async () => {
  const client = sandbox('promises');
  await furnishLobby(client);
  await client.post('/events', {
    name: 'Paid',
    idType: 'systemGenerated',
    schema: 'order',
    namespace: 'Email',
    key: "@{Paid.identityMap.entry('Email').first().id}",
  });
  const first = await draftOf(client, greeting());
  const { journeyUid } = (await client.post(`${first}/publish`)).body;
  const second = await nextOf(client, journeyUid);
  const nodes = [{ id: 'paid', type: 'event', event: 'Paid' }];
  const properties = { reentrance: { allowed: false } };
  await client.put(second, greeting({ namespace: 'Email', entry: 'paid', nodes, properties }));
  const codes = { errors: [{ code: 'ERR_NAMESPACE_CHANGED' }, { code: 'ERR_REENTRANCE_CHANGED' }] };
  expect(await client.post(`${second}/validate`)).toMatchObject({ status: 200, body: codes });
  expect(await client.post(`${second}/publish`)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'namespace' }, { path: 'properties.reentrance' }] },
  });
  expect(await client.get(first)).toMatchObject({ body: { status: 'live' } });
});

test('A live version is closed to newcomers and stopped for all', async () => {
  const client = sandbox('endings');
  await furnishLobby(client);
  const path = await draftOf(client, greeting());
  const wrongState = { status: 409, body: { code: 'wrongState' } };
  const early = await client.post(`${path}/stop`);
  expect(early).toMatchObject(wrongState);
  expect(early.body.detail).toContain('is draft and cannot be stopped; it can be changed, tested, published, deleted');
  await client.post(`${path}/publish`);
  const closed = await client.post(`${path}/close`);
  expect(closed).toMatchObject({ status: 200, body: { status: 'closed', closedAt: expect.any(String) } });
  expect(await client.post(`${path}/close`)).toMatchObject(wrongState);
  const stopped = await client.post(`${path}/stop`);
  expect(stopped).toMatchObject({ status: 200, body: { status: 'stopped', endedAt: expect.any(String) } });
  expect(await client.post(`${path}/publish`)).toMatchObject(wrongState);
});

test('Versions are deleted before they run and after they ended, not between', async () => {
  const client = sandbox('delete');
  await furnishLobby(client);
  expect(await client.remove(await draftOf(client, greeting()))).toMatchObject({ status: 204 });
  const path = await draftOf(client, greeting());
  const inside = {
    status: 409,
    body: { code: 'wrongState', detail: expect.stringContaining('cannot be deleted; it can be') },
  };
  await client.post(`${path}/publish`);
  expect(await client.remove(path)).toMatchObject(inside);
  await client.post(`${path}/pause`);
  expect(await client.remove(path)).toMatchObject(inside);
  await client.post(`${path}/resume`);
  await client.post(`${path}/close`);
  expect(await client.remove(path)).toMatchObject(inside);
  await client.post(`${path}/stop`);
  const { etag } = await client.get(path);
  expect(await client.remove(path, '"old"')).toMatchObject({ status: 409, body: { code: 'staleVersion' } });
  expect(await client.remove(path, etag)).toMatchObject({ status: 204 });
  expect(await client.get(path)).toMatchObject({ status: 404 });
});

test('No more journeys go live than are allowed, and new versions of live ones do', async () => {
  const client = sandbox('limit');
  await furnishLobby(client);
  const paths = [];
  for (const name of ['One', 'Two', 'Three']) paths.push(await draftOf(client, greeting({ name })));
  const [one = '', two, three] = paths;
  const { journeyUid } = (await client.post(`${one}/publish`)).body;
  await client.post(`${two}/publish`);
  const refused = await client.post(`${three}/publish`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'wrongState' } });
  expect(refused.body.detail).toContain('2 journeys are live, as many as are allowed');
  expect(await client.post(`${await nextOf(client, journeyUid)}/publish`)).toMatchObject({ status: 200 });
});

/** A journey with a parameter too few, one of the wrong type, and an end without a label. */
function flawed(): JsonObject {
  return greeting({
    nodes: [
      { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'welcome' },
      { id: 'welcome', type: 'action', action: 'SendPush', parameters: { template: '5' }, next: 'done' },
      { id: 'done', type: 'end' },
    ],
  });
}

async function draftOf(client: Client, document: JsonObject): Promise<string> {
  return `/journeyVersions/${(await client.post('/journeys', document)).body.versionUid}`;
}

async function nextOf(client: Client, journeyUid: unknown): Promise<string> {
  return `/journeyVersions/${(await client.post(`/journeys/${journeyUid}/versions`)).body.versionUid}`;
}
