import { decodeSteps, encodeSteps } from '@waystream/journey';
import { listDeadLetters, tallySteps } from '@waystream/redis';
import { startRedis } from '@waystream/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepsToTally } from './counting/steps-to-tally.js';
import { LOBBY_ACTIVITIES, LOBBY_FIGURES, LOBBY_VERSION, playLobby } from './lobby-story.test.js';
import { type ReportingWorld, reportingWorld } from './start-reporting.test.js';

const PATIENT = { timeout: 15_000, interval: 20 };

let world: ReportingWorld;
beforeEach(async () => {
  world = await reportingWorld();
  await world.define(LOBBY_VERSION);
});
afterEach(() => world.close());

describe('The report of a version', () => {
  it('shows what has happened to its people, activity by activity', async () => {
    const reporting = await world.start();
    await world.log(await playLobby());
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    const { status, body } = await reporting.get('/reports/journeys/version-1');
    expect(status).toBe(200);
    expect(body).toEqual({
      journey: 'Lobby',
      journeyUid: 'journey-1',
      version: 1,
      versionUid: 'version-1',
      status: 'live',
      figures: LOBBY_FIGURES,
      activities: LOBBY_ACTIVITIES,
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    await reporting.service.stop();
  });

  it('is all zeros before anybody has entered', async () => {
    const reporting = await world.start();
    const { body } = await reporting.get('/reports/journeys/version-1');
    expect(body.figures).toMatchObject({ entered: 0, current: 0, discarded: {} });
    expect(body.activities).toHaveLength(LOBBY_ACTIVITIES.length);
    await reporting.service.stop();
  });

  it('does not exist for an unknown version or in another sandbox', async () => {
    const reporting = await world.start();
    expect(await reporting.get('/reports/journeys/nothing')).toMatchObject({ status: 404, body: { code: 'notFound' } });
    const elsewhere = { 'x-sandbox-name': 'other' };
    expect(await reporting.get('/reports/journeys/version-1', elsewhere)).toMatchObject({ status: 404 });
    await reporting.service.stop();
  });

  it('exists for a version that was published a moment ago', async () => {
    const reporting = await world.start();
    await world.define({ ...LOBBY_VERSION, uid: 'version-2', version: 2 });
    expect(await reporting.get('/reports/journeys/version-2')).toMatchObject({ status: 200, body: { version: 2 } });
    await reporting.service.stop();
  });
});

describe('Counting', () => {
  it('survives a restart', async () => {
    const first = await world.start();
    const steps = await playLobby();
    await world.log(steps.filter(({ person }) => person.endsWith('ada')));
    await expect.poll(first.figures, PATIENT).toMatchObject({ entered: 1, completed: 1 });
    await first.service.stop();
    await world.log(steps.filter(({ person }) => !person.endsWith('ada')));
    const second = await world.start();
    await expect.poll(second.figures, PATIENT).toEqual(LOBBY_FIGURES);
    await second.service.stop();
  });

  it('neither loses nor doubles what a service had read when it was killed', async () => {
    await world.log(await playLobby());
    for (let partition = 0; partition < 4; partition++) await readAndDie(partition);
    const reporting = await world.start();
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    await reporting.service.stop();
  });

  it('does not double what a service had counted when it was killed before it knew', async () => {
    const steps = await playLobby();
    await world.log(steps);
    for (let partition = 0; partition < 4; partition++) {
      const entries = await readAndDie(partition);
      if (entries.length === 0) continue;
      const ids = entries.map(([id]) => id);
      const tally = stepsToTally(entries.flatMap(([, text]) => decodeSteps(text)));
      await tallySteps(world.store, partition, ids, tally, 100);
      await expect(tallySteps(world.store, partition, ids, tally, 100)).rejects.toThrow('counted before');
    }
    const reporting = await world.start();
    await world.log(steps.filter(({ person }) => person.endsWith('bob')));
    await expect.poll(reporting.figures, PATIENT).toEqual({ ...LOBBY_FIGURES, entered: 6, completed: 3 });
    await reporting.service.stop();
  });

  it('goes on behind an entry that nobody can read, and keeps it as a dead letter', async () => {
    const reporting = await world.start();
    await world.logText('{"oops"');
    await world.logText('[{"v": 2}]');
    await world.log(await playLobby());
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    const letters = await listDeadLetters(world.store, 10);
    expect(letters.map(({ reason, message }) => [reason, message])).toEqual(
      expect.arrayContaining([
        ['unreadable', '{"oops"'],
        ['unreadable', '[{"v": 2}]'],
      ]),
    );
    await reporting.service.stop();
  });

  it('keeps the step log within its budget and the figures exact', async () => {
    const reporting = await world.start({ WAYSTREAM_REPORTING_STEP_LOG_ENTRIES: '100' });
    const entrances = (await playLobby()).filter(({ entrance }) => entrance).slice(0, 1);
    const pipeline = world.store.connections.commands.pipeline();
    for (let entry = 0; entry < 3_000; entry++) {
      pipeline.xadd(world.store.keyspace.steps(1), '*', 'm', encodeSteps(entrances));
    }
    await pipeline.exec();
    await expect.poll(reporting.figures, PATIENT).toMatchObject({ entered: 3_000 });
    const kept = () => world.store.connections.commands.xlen(world.store.keyspace.steps(1));
    await expect.poll(kept, PATIENT).toBeLessThan(400);
    await reporting.service.stop();
  });

  it('is measured', async () => {
    const reporting = await world.start();
    await world.log(await playLobby());
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    const { values } = await reporting.service.metrics.stepEvents.get();
    expect(values).toContainEqual(expect.objectContaining({ labels: { status: 'discarded' }, value: 1 }));
    const lag = await reporting.service.metrics.lagSeconds.get();
    expect(new Set(lag.values.map(({ value }) => value))).toEqual(new Set([0]));
    await reporting.service.stop();
  });

  /** What a process that is killed with SIGKILL right after its read leaves behind. */
  async function readAndDie(partition: number): Promise<[id: string, text: string][]> {
    const { connections, keyspace } = world.store;
    const stream = keyspace.steps(partition);
    await connections.commands.xgroup('CREATE', stream, 'reporting', '0', 'MKSTREAM');
    await connections.commands.xreadgroup('GROUP', 'reporting', 'owner', 'COUNT', 100, 'STREAMS', stream, '>');
    const entries = await connections.commands.xrange(stream, '-', '+');
    return entries.map(([id, fields]) => [id, fields[1] ?? '']);
  }
});

describe('The list of figures', () => {
  it('shows published versions, the latest first, in pages', async () => {
    for (const day of [3, 4, 5]) {
      const publishedAt = `2026-03-0${day}T00:00:00.000Z`;
      await world.define({ ...LOBBY_VERSION, uid: `version-${day}`, version: day, publishedAt });
    }
    await world.define({ ...LOBBY_VERSION, uid: 'draft-1', version: 6, status: 'draft' });
    const reporting = await world.start();
    await world.log(await playLobby());
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    const first = await reporting.get('/reports/journeys?limit=3');
    expect(first.body.items).toMatchObject([{ version: 5 }, { version: 4 }, { version: 3 }]);
    const cursor = encodeURIComponent(String(first.body.nextCursor));
    const second = await reporting.get(`/reports/journeys?limit=3&cursor=${cursor}`);
    expect(second.body).toEqual({
      items: [
        {
          journey: 'Lobby',
          journeyUid: 'journey-1',
          version: 1,
          versionUid: 'version-1',
          status: 'live',
          figures: LOBBY_FIGURES,
        },
      ],
      nextCursor: null,
    });
    await reporting.service.stop();
  });
});

describe('Reporting without Redis', () => {
  it('answers 503 and catches up by itself when Redis is back', async () => {
    const redis = await startRedis({ durable: true });
    const away = await reportingWorld(redis.url);
    await away.define(LOBBY_VERSION);
    const reporting = await away.start();
    const steps = await playLobby();
    await away.log(steps.filter(({ person }) => person.endsWith('ada')));
    await expect.poll(reporting.figures, PATIENT).toMatchObject({ entered: 1 });
    await redis.kill();
    expect(await reporting.get('/reports/journeys/version-1')).toMatchObject({ status: 503 });
    expect(await reporting.get('/reports/journeys')).toMatchObject({ status: 503 });
    expect(await reporting.get('/readyz')).toMatchObject({ status: 503 });
    await redis.restart();
    await expect.poll(() => away.store.connections.isReachable(), PATIENT).toBe(true);
    await away.log(steps.filter(({ person }) => !person.endsWith('ada')));
    await expect.poll(reporting.figures, PATIENT).toEqual(LOBBY_FIGURES);
    await reporting.service.stop();
    await away.close();
    await redis.stop();
  });
});
