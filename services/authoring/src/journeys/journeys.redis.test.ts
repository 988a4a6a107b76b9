import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const NOW_MS = Date.UTC(2026, 4, 15, 14);
const sandbox = useAuthoring({ clock: { now: () => NOW_MS, wakeAt: () => () => undefined } });

test('A journey begins as a draft of version 1, finished or not', async () => {
  const client = sandbox('begin');
  const unfinished = { name: 'Half a journey', nodes: [{ id: 'x', type: 'teleport' }, 7], more: { to: 'come' } };
  const created = await client.post('/journeys', unfinished);
  expect(created).toMatchObject({
    status: 201,
    body: { uid: expect.any(String), versionUid: expect.any(String), version: 1, status: 'draft' },
    location: `/authoring/journeyVersions/${created.body.versionUid}`,
  });
  const version = await client.get(`/journeyVersions/${created.body.versionUid}`);
  expect(version).toMatchObject({ status: 200, etag: created.etag });
  expect(version.body).toEqual({
    uid: created.body.versionUid,
    journeyUid: created.body.uid,
    version: 1,
    status: 'draft',
    document: unfinished,
    createdAt: '2026-05-15T14:00:00.000Z',
    modifiedAt: '2026-05-15T14:00:00.000Z',
  });
});

test('A document without a name is no journey', async () => {
  const client = sandbox('nameless');
  const nameless = { status: 422, body: { errors: [{ path: '/name', message: 'is missing' }] } };
  expect(await client.post('/journeys', { nodes: [] })).toMatchObject(nameless);
  expect(await client.post('/journeys', { name: '' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: '/name' }] },
  });
  expect(await client.post('/journeys', ['a journey'])).toMatchObject({ status: 422 });
  expect(await client.send('/journeys', { method: 'POST', body: '{' })).toMatchObject({ status: 400 });
  expect(await client.get('/journeys')).toMatchObject({ body: { items: [] } });
});

test('Journeys are listed by name and found by status and name', async () => {
  const client = sandbox('list');
  await furnishLobby(client);
  const b = await client.post('/journeys', greeting({ name: 'B' }));
  await client.post('/journeys', greeting({ name: 'A' }));
  await client.post(`/journeyVersions/${b.body.versionUid}/publish`);
  await client.post(`/journeys/${b.body.uid}/versions`);
  const all = await client.get('/journeys');
  expect(all.body.items).toMatchObject([
    { name: 'A', status: 'draft', version: 1 },
    {
      uid: b.body.uid,
      name: 'B',
      status: 'draft',
      version: 2,
      versions: [
        { version: 1, status: 'live', uid: b.body.versionUid },
        { version: 2, status: 'draft' },
      ],
    },
  ]);
  expect((await client.get('/journeys?status=live')).body.items).toMatchObject([{ name: 'B' }]);
  expect((await client.get('/journeys?name=A')).body.items).toMatchObject([{ name: 'A' }]);
  expect((await client.get('/journeys?status=stopped')).body.items).toEqual([]);
  expect(await client.get('/journeys?status=gone')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'query/status' }] },
  });
  const page = await client.get('/journeys?limit=1');
  expect((await client.get(`/journeys?limit=1&cursor=${page.body.nextCursor}`)).body).toMatchObject({
    items: [{ name: 'B' }],
    nextCursor: null,
  });
  expect(await client.get(`/journeys/${b.body.uid}`)).toMatchObject({ status: 200, body: { name: 'B', version: 2 } });
});

test('The next version begins as a copy of the latest, one at a time', async () => {
  const client = sandbox('next');
  await furnishLobby(client);
  const { body } = await client.post('/journeys', greeting());
  const early = await client.post(`/journeys/${body.uid}/versions`);
  expect(early).toMatchObject({ status: 409, body: { code: 'wrongState' } });
  expect(early.body.detail).toContain('version 1 of the journey "Greeting" is not published yet');

  await client.post(`/journeyVersions/${body.versionUid}/publish`);
  const begun = await Promise.all([1, 2].map(() => client.post(`/journeys/${body.uid}/versions`)));
  expect(begun.map(({ status }) => status).sort()).toEqual([201, 409]);
  const next = begun.find(({ status }) => status === 201);
  expect(next?.body).toMatchObject({ uid: body.uid, version: 2, status: 'draft' });
  const latest = await client.get(`/journeys/${body.uid}/latest`);
  expect(latest).toMatchObject({ status: 200, etag: next?.etag, body: { uid: next?.body.versionUid, version: 2 } });
  const first = await client.get(`/journeyVersions/${body.versionUid}`);
  expect(latest.body.document).toEqual(first.body.document);
});

test('A journey is gone with its last version', async () => {
  const client = sandbox('gone');
  const { body } = await client.post('/journeys', greeting());
  await client.remove(`/journeyVersions/${body.versionUid}`);
  const gone = { status: 404, body: { code: 'notFound', detail: `there is no journey "${body.uid}"` } };
  expect(await client.get(`/journeys/${body.uid}`)).toMatchObject(gone);
  expect(await client.get(`/journeys/${body.uid}/latest`)).toMatchObject(gone);
  expect(await client.post(`/journeys/${body.uid}/versions`)).toMatchObject(gone);
});

test('The form of journey documents is published', async () => {
  const { status, body, type } = await sandbox('schema').get('/journeys/schema');
  expect({ status, type }).toEqual({ status: 200, type: 'application/schema+json' });
  expect(body).toMatchObject({ required: ['name', 'entry', 'nodes'], properties: { nodes: { type: 'array' } } });
});
