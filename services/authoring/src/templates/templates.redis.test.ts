import { expect, test } from 'vitest';
import { furnishLobby, greeting } from '../lobby.test.js';
import { useAuthoring } from '../start-authoring.test.js';

const sandbox = useAuthoring();

const welcome = { name: 'Welcome', subject: 'Hello {{ firstName }}', text: 'Good to see you, {{firstName}}.' };
const mail = {
  id: 'welcome',
  type: 'email',
  template: 'Welcome',
  to: "'guest@example.com'",
  parameters: { firstName: "'Ada'" },
};
const lobby = { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'welcome' };

test('A template in use may get other words, but no place that its journeys do not fill', async () => {
  const client = sandbox('template-used');
  await furnishLobby(client);
  await client.post('/templates', welcome);
  const { body } = await client.post('/journeys', greeting({ nodes: [lobby, mail] }));
  expect(await client.post(`/journeyVersions/${body.versionUid}/publish`)).toMatchObject({ status: 200 });

  const reworded = { ...welcome, text: 'Welcome, {{firstName}}!', html: '<p>Welcome, {{firstName}}!</p>' };
  expect(await client.put('/templates/Welcome', reworded)).toMatchObject({ status: 200 });
  expect(await client.put('/templates/Welcome', { ...reworded, html: '<p>Room {{room}}</p>' })).toMatchObject({
    status: 409,
    body: {
      code: 'inUse',
      errors: [
        {
          path: '/html',
          code: 'fixed',
          message: 'the place {{room}} is new; journeys that use the template fill in {{firstName}}',
        },
      ],
    },
  });
  const refused = await client.remove('/templates/Welcome');
  expect(refused).toMatchObject({ status: 409, body: { code: 'inUse' } });
  expect(refused.body.detail).toContain('it is used by the journey "Greeting" (version 1, live)');
});

test.each([
  ['a place that is none', { text: 'Hello {{first name}}' }, '/text', 'has "{{" that begins no place'],
  ['no text at all', { text: undefined }, '/html', 'an e-mail needs html, text or both'],
  ['two senders', { from: 'a@example.org, b@example.org' }, '/from', 'must be an address'],
  ['a sender with a header of its own', { from: 'Shop\r\nBcc: x@example.org <a@example.org>' }, '/from', 'must be'],
])('A template with %s is refused', async (_what, more, path, message) => {
  const refused = await sandbox('template-refused').post(
    '/templates',
    JSON.parse(JSON.stringify({ ...welcome, ...more })),
  );
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ path }] } });
  expect(refused.body.detail).toContain(message);
});
