import { actionDispatcher } from '@waystream/action-dispatcher';
import { authoring } from '@waystream/authoring';
import { parseDuration } from '@waystream/core';
import { enrichment } from '@waystream/enrichment';
import { evaluator } from '@waystream/evaluator';
import { ingestion } from '@waystream/ingestion';
import { decodeSteps, personId } from '@waystream/journey';
import { openStore, readSteps, type Store } from '@waystream/redis';
import { reporting } from '@waystream/reporting';
import { startService } from '@waystream/service';
import {
  callApi,
  createVirtualClock,
  furnish,
  type HttpEndpoint,
  redisSandbox,
  STORY_START_MS,
  type Stage,
  type StoryCall,
  type StoryWorld,
  startEndpoint,
} from '@waystream/testing';
import { request } from 'undici';
import { vi } from 'vitest';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Plays stories on the real services: events go over HTTP through ingestion, calls reach a real endpoint, everything is
 * kept in a real Redis. Only the clock is the story's.
 */
export async function servicesStage(world: StoryWorld): Promise<Stage> {
  const sandbox = redisSandbox();
  const clock = createVirtualClock(STORY_START_MS);
  const endpoint = await startEndpoint();
  endpoint.answerWith(({ path, query, body, headers }) => {
    return world.answers?.({ path, query, body, idempotencyKey: headers['idempotency-key'] ?? null }) ?? {};
  });
  const environment = sandbox.environment;
  const start = { environment, clock };
  const running = await Promise.all([
    startService(authoring, start),
    startService(ingestion, start),
    startService(evaluator, start),
    startService(enrichment, start),
    startService(actionDispatcher, start),
    startService(reporting, start),
  ]);
  const [author, gateway, , enricher] = running;
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 4 }, QUIET);
  await Promise.all(running.map((service) => untilReady(service.url)));
  const versions = await furnish(world, { authoring: author.url, enrichment: enricher.url, endpoint: endpoint.url });
  const settled = () => vi.waitUntil(() => isQuiet(store, clock.now()), { timeout: 10_000, interval: 5 });

  return {
    async sends(person, event, payload = {}) {
      await callApi('POST', `${gateway.url}/events/${event}`, { person, ...payload });
      await settled();
    },
    async after(duration) {
      clock.advance(parseDuration(duration) ?? 0);
      await settled();
    },
    async steps(person) {
      const id = personId({ sandbox: 'prod', namespace: 'Email', key: person });
      const entries = await readSteps(store, store.keyspace.partitionOf(id));
      return entries.flatMap(({ message }) => decodeSteps(message)).filter((step) => step.person === id);
    },
    calls: () => endpoint.received.map(toCall),
    async stops(journey) {
      await callApi('POST', `${author.url}/authoring/journeyVersions/${versions.get(journey)}/stop`);
      await vi.waitUntil(() => isSwept(store, versions.get(journey) ?? ''), { timeout: 10_000, interval: 5 });
      await settled();
    },
    async close() {
      await store.connections.close();
      await Promise.all(running.map((service) => service.stop()));
      await endpoint.close();
    },
  };
}

async function untilReady(url: string): Promise<void> {
  await vi.waitUntil(async () => (await request(`${url}/readyz`)).statusCode === 200, {
    timeout: 10_000,
    interval: 20,
  });
}

/**
 * Nothing is under way: every pipe is empty and nobody is due. Work is always in some pipe, because commits and answers
 * move it from one to the next atomically; one transaction looks at all of them at once.
 */
async function isQuiet({ connections, keyspace }: Store, nowMs: number): Promise<boolean> {
  const look = connections.commands.multi();
  for (let partition = 0; partition < keyspace.partitions; partition++) {
    look.xlen(keyspace.inbox(partition)).xlen(keyspace.actions(partition)).xlen(keyspace.fetches(partition));
    look.zcount(keyspace.timers(partition), '-inf', nowMs);
  }
  const results = (await look.exec()) ?? [];
  return results.every(([error, count]) => !error && count === 0);
}

async function isSwept({ connections, keyspace }: Store, version: string): Promise<boolean> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const swept = await Promise.all(
    partitions.map((one) => connections.commands.sismember(keyspace.swept(one), version)),
  );
  return swept.every((found) => found === 1);
}

function toCall({ path, query, body, headers }: HttpEndpoint['received'][number]): StoryCall {
  return { path, query, body, idempotencyKey: headers['idempotency-key'] ?? null };
}
