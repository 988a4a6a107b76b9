import type { AdmitRequest } from '@waystream/journey';
import { lastTestEntrance, openStore } from '@waystream/redis';
import { createVirtualClock, redisSandbox } from '@waystream/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createGrant } from './grant.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOW = Date.UTC(2026, 0, 1);
const TESTER = { testProfile: true };

async function testSession() {
  const { url, keyPrefix } = redisSandbox();
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions: 4 }, QUIET);
  onTestFinished(() => store.connections.close());
  const grant = createGrant(store, createVirtualClock(NOW));
  const answerTo = async (name: string, profile: object, session = 's1') => {
    const request: AdmitRequest = {
      ...{ v: 1, kind: 'admit', id: `${name}.1`, person: `prod:Email:${name}`, journey: 'j', version: `v@${session}` },
      ...{ instance: name, visit: 1, node: 'entry', at: NOW, timeoutMs: 5_000, session, most: 2 },
    };
    return (await grant(request, { ...profile })).outcome.response;
  };
  return { store, answerTo };
}

it('a test lets in as many test profiles as it may, each as often as they like', async () => {
  const { answerTo } = await testSession();
  expect(await answerTo('ada', TESTER)).toEqual({ granted: true });
  expect(await answerTo('bob', TESTER)).toEqual({ granted: true });
  expect(await answerTo('cyd', TESTER)).toEqual({ granted: false, reason: 'testProfilesExceeded' });
  expect(await answerTo('ada', TESTER)).toEqual({ granted: true });
  expect(await answerTo('cyd', TESTER, 's2')).toEqual({ granted: true });
});

it('a test lets nobody in who is no test profile, and knows when somebody entered last', async () => {
  const { store, answerTo } = await testSession();
  const refused = { granted: false, reason: 'notTestProfile' };
  expect(await answerTo('ada', {})).toEqual(refused);
  expect(await answerTo('bob', { testProfile: 'true' })).toEqual(refused);
  expect(await lastTestEntrance(store, 's1')).toBeNull();
  await answerTo('cyd', TESTER);
  expect(await lastTestEntrance(store, 's1')).toBe(NOW);
});
