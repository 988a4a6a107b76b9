import { isJsonObject, type Json, SERVICE_NAMES, type ServiceName } from '@waystream/core';
import { callApi } from '@waystream/testing';
import { describe, expect, it, vi } from 'vitest';
import { type JourneyRun, peopleOf } from './journey-run.js';
import { durableRedis, journeysOn } from './journeys-on.js';

const PATIENT = { timeout: 20_000, interval: 20 };

describe('with one Redis that writes everything to disk', () => {
  const journeys = journeysOn(durableRedis);

  const readiness = async (service: ServiceName) =>
    (await fetch(`${journeys.run.services.url(service)}/readyz`)).status;
  const allAre = async (status: number) =>
    (await Promise.all(SERVICE_NAMES.map(readiness))).every((one) => one === status);

  it('a restart of it loses nothing that was accepted, and services say meanwhile that they are not ready', async () => {
    const people = peopleOf('restart', 200);
    const sending = journeys.run.sends('CartAbandoned', people);
    await journeys.run.untilCalled('/First', people, people.length / 4);
    await journeys.ground.redis.kill();
    await vi.waitUntil(() => allAre(503), PATIENT);
    expect(await postEvent(journeys.run, 'turned-away')).toBe(503);

    await journeys.ground.redis.restart();
    await vi.waitUntil(() => allAre(200), PATIENT);
    await sending;
    await journeys.run.untilCompleted(people);
    await journeys.run.expectOnce(people);
    await journeys.run.untilReported();
    expect(await journeys.run.stepsOf(['turned-away'])).toEqual([]);
  });

  it('a message that nobody can read becomes a dead letter with the reason, and the streams go on', async () => {
    const { keyspace, connections } = journeys.run.store;
    const partition = keyspace.partitionOf('prod:Email:after-garbage');
    const streams = [keyspace.inbox(partition), keyspace.fetches(partition), keyspace.actions(partition)];
    for (const stream of streams) await connections.commands.xadd(stream, '*', 'm', `{"garbage in":"${stream}"`);
    await journeys.run.sends('CartAbandoned', ['after-garbage']);
    await journeys.run.untilCompleted(['after-garbage']);
    const put = await callApi('GET', `${journeys.run.services.url('ingestion')}/deadletters`);
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
