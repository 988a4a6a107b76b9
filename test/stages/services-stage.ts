import { actionDispatcher } from '@waystream/action-dispatcher';
import { authoring } from '@waystream/authoring';
import { isJsonObject, type JsonObject, parseDuration, parseJson } from '@waystream/core';
import { enrichment } from '@waystream/enrichment';
import { evaluator } from '@waystream/evaluator';
import { ingestion } from '@waystream/ingestion';
import { personId, type StepEvent, stepEvent } from '@waystream/journey';
import { openStore, readSteps, type Store } from '@waystream/redis';
import { reporting } from '@waystream/reporting';
import { startService } from '@waystream/service';
import {
  createVirtualClock,
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
  const versions = await furnish(world, endpoint, { authoring: author.url, enrichment: enricher.url });
  const settled = () => vi.waitUntil(() => isQuiet(store, clock.now()), { timeout: 10_000, interval: 5 });

  return {
    async sends(person, event, payload = {}) {
      await call('POST', `${gateway.url}/events/${event}`, { person, ...payload });
      await settled();
    },
    async after(duration) {
      clock.advance(parseDuration(duration) ?? 0);
      await settled();
    },
    async steps(person) {
      const id = personId({ sandbox: 'prod', namespace: 'Email', key: person });
      const entries = await readSteps(store, store.keyspace.partitionOf(id));
      return entries.flatMap(({ message }) => stepList(message)).filter((step) => step.person === id);
    },
    calls: () => endpoint.received.map(toCall),
    async stops(journey) {
      await call('POST', `${author.url}/authoring/journeyVersions/${versions.get(journey)}/stop`);
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

/** Creates and publishes everything through the authoring API; answers journey name → version uid. */
async function furnish(
  world: StoryWorld,
  endpoint: HttpEndpoint,
  urls: { authoring: string; enrichment: string },
): Promise<Map<string, string>> {
  const create = (resource: string, document: unknown) => {
    const text = JSON.stringify(document).replaceAll('http://endpoint', endpoint.url);
    return call('POST', `${urls.authoring}/authoring/${resource}`, parseJson(text));
  };
  for (const { schema, definition } of world.events) {
    await create('schemas', schema);
    await create('events', definition);
  }
  for (const group of world.platformFieldGroups ?? [])
    await create('dataSources/ExperiencePlatform/fieldGroups', group);
  for (const { definition, fieldGroups } of world.dataSources ?? []) {
    await create('dataSources', definition);
    for (const group of fieldGroups) await create(`dataSources/${definition.name}/fieldGroups`, group);
  }
  for (const action of world.actions ?? []) await create('actions', action);
  for (const [key, attributes] of Object.entries(world.profiles ?? {})) {
    await call('PUT', `${urls.enrichment}/profiles/Email/${key}`, { attributes });
  }
  const versions = new Map<string, string>();
  for (const journey of world.journeys) {
    const { versionUid } = await create('journeys', journey);
    await call('POST', `${urls.authoring}/authoring/journeyVersions/${versionUid}/publish`);
    versions.set(journey.name, String(versionUid));
  }
  return versions;
}

async function call(method: 'POST' | 'PUT', url: string, body?: unknown): Promise<JsonObject> {
  const headers = { 'content-type': 'application/json' };
  const response = await request(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  const text = await response.body.text();
  if (response.statusCode >= 300) throw new Error(`${method} ${url}: ${response.statusCode} ${text}`);
  const answer = text === '' ? {} : parseJson(text);
  return isJsonObject(answer) ? answer : {};
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

function stepList(message: string): StepEvent[] {
  const steps = parseJson(message);
  return Array.isArray(steps) ? steps.map((step) => stepEvent.parse(step)) : [];
}

function toCall({ path, query, body, headers }: HttpEndpoint['received'][number]): StoryCall {
  return { path, query, body, idempotencyKey: headers['idempotency-key'] ?? null };
}
