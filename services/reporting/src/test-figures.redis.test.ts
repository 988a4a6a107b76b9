import { versionKey } from '@waystream/journey';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LOBBY_FIGURES, LOBBY_VERSION, playLobby } from './lobby-story.test.js';
import { type ReportingWorld, reportingWorld } from './start-reporting.test.js';

const PATIENT = { timeout: 15_000, interval: 20 };
const test = { session: 's1', waitMs: 10_000, startedAt: '2026-03-01T00:00:00.000Z' };

let world: ReportingWorld;
beforeEach(async () => {
  world = await reportingWorld();
});
afterEach(() => world.close());

it('A version under test shows what happened in this test, and nothing of it afterwards', async () => {
  const { uid } = LOBBY_VERSION;
  await world.define({ ...LOBBY_VERSION, status: 'test', test });
  await world.define({ ...LOBBY_VERSION, uid: 'next', status: 'test', test: { ...test, session: 's2' } });
  const reporting = await world.start();
  const version = versionKey({ uid, status: 'test', test });
  await world.log((await playLobby()).map((step) => ({ ...step, version })));
  await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
  expect((await reporting.get('/reports/journeys/next')).body.figures).toMatchObject({ entered: 0 });
  expect((await reporting.get('/reports/journeys')).body.items).toEqual([]);
  const { connections, keyspace } = world.store;
  const lives = await Promise.all([0, 1, 2, 3].map((one) => connections.commands.pttl(keyspace.report(one, version))));
  expect(lives.some((ms) => ms > 0)).toBe(true);
  expect(lives).not.toContain(-1);
  await reporting.service.stop();
});
