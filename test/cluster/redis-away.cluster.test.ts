import { isJsonObject, type Json, SERVICE_NAMES, type ServiceName } from '@waystream/core';
import { callApi, type RedisServer, startRedis } from '@waystream/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type JourneyRun, peopleOf, startJourneyRun } from './journey-run.js';

const PATIENT = { timeout: 20_000, interval: 20 };

describe('with one Redis that writes everything to disk', () => {
  let redis: RedisServer;
  let run: JourneyRun;

  beforeAll(async () => {
    redis = await startRedis({ durable: true });
    run = await startJourneyRun([redis.url]);
  }, 120_000);

  afterAll(async () => {
    await run.stop();
    await redis.stop();
  }, 60_000);

  const readiness = async (service: ServiceName) => (await fetch(`${run.services.url(service)}/readyz`)).status;
  const allAre = async (status: number) =>
    (await Promise.all(SERVICE_NAMES.map(readiness))).every((one) => one === status);

  it('a restart of it loses nothing that was accepted, and services say meanwhile that they are not ready', async () => {
    const people = peopleOf('restart', 200);
    const sending = run.sends('CartAbandoned', people);
    await run.untilCalled('/First', people, people.length / 4);
    await redis.kill();
    await vi.waitUntil(() => allAre(503), PATIENT);
    expect(await postEvent(run, 'turned-away')).toBe(503);

    await redis.restart();
    await vi.waitUntil(() => allAre(200), PATIENT);
    await sending;
    await run.untilCompleted(people);
    await run.expectOnce(people);
    await run.untilReported();
    expect(await run.stepsOf(['turned-away'])).toEqual([]);
  });

  it('a message that nobody can read becomes a dead letter with the reason, and the streams go on', async () => {
    const { keyspace, connections } = run.store;
    const partition = keyspace.partitionOf('prod:Email:after-garbage');
    const streams = [keyspace.inbox(partition), keyspace.fetches(partition), keyspace.actions(partition)];
    for (const stream of streams) await connections.commands.xadd(stream, '*', 'm', `{"garbage in":"${stream}"`);
    await run.sends('CartAbandoned', ['after-garbage']);
    await run.untilCompleted(['after-garbage']);
    const put = await callApi('GET', `${run.services.url('ingestion')}/deadletters`);
    expect(reasonsBySource(put.items)).toEqual(
      streams.map((stream) => ['unreadable', `{"garbage in":"${stream}"`]).sort(),
    );
  });
});

async function postEvent({ services }: JourneyRun, person: string): Promise<number> {
  const response = await fetch(`${services.url('ingestion')}/events/CartAbandoned`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, total: 1 }),
  });
  return response.status;
}

function reasonsBySource(letters: Json | undefined): string[][] {
  const list = Array.isArray(letters) ? letters.filter(isJsonObject) : [];
  return list.map(({ reason, message }) => [String(reason), String(message)]).sort();
}
