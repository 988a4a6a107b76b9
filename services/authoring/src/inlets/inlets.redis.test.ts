import { expect, test } from 'vitest';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

test('An inlet gets an ID and an address to post to, and keeps both', async () => {
  const client = sandbox('minted');
  const { body } = await client.post('/inlets', { name: 'shop', authenticated: true });
  expect(body).toEqual({
    name: 'shop',
    authenticated: true,
    inletId: expect.stringMatching(/^\w{20,}$/),
    inletUrl: `/collection/${body.inletId}`,
    usedIn: [],
  });
  const changed = await client.put('/inlets/shop', { ...body, authenticated: false });
  expect(changed).toMatchObject({ status: 200, body: { inletId: body.inletId, authenticated: false } });
  const chosen = { status: 422, body: { errors: [{ path: '/inletId', code: 'minted' }] } };
  expect(await client.put('/inlets/shop', { inletId: 'mine' })).toMatchObject(chosen);
  expect(await client.post('/inlets', { name: 'other', inletId: 'mine' })).toMatchObject(chosen);
});
