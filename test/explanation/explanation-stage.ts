import { actionDispatcher } from '@waystream/action-dispatcher';
import { authoring } from '@waystream/authoring';
import { type Json, type JsonObject, parseJson } from '@waystream/core';
import { enrichment } from '@waystream/enrichment';
import { evaluator } from '@waystream/evaluator';
import { ingestion } from '@waystream/ingestion';
import { openStore, type Store } from '@waystream/redis';
import { reporting } from '@waystream/reporting';
import { startService } from '@waystream/service';
import {
  callApi,
  createVirtualClock,
  furnish,
  redisSandbox,
  type StoryWorld,
  startEndpoint,
  type VirtualClock,
} from '@waystream/testing';

const START_MS = Date.UTC(2026, 2, 2, 9);
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Answer {
  status: number;
  type: string;
  body: Json;
}

type Gateway = 'authoring' | 'enrichment' | 'reporting';

/** All services over a world, on a real Redis and a clock that the test moves. */
export interface ExplanationStage {
  readonly store: Store;
  readonly clock: VirtualClock;
  /** Journey name → version uid. */
  readonly versions: ReadonlyMap<string, string>;
  call(method: string, gateway: Gateway, path: string, more?: { body?: JsonObject; apiKey?: string }): Promise<Answer>;
  /** Sends an event of a person of the namespace `Email`. */
  sends(person: string, event: string, payload?: JsonObject): Promise<void>;
  close(): Promise<void>;
}

export async function explanationStage(world: StoryWorld): Promise<ExplanationStage> {
  const { url: redisUrl, keyPrefix, environment } = redisSandbox();
  const clock = createVirtualClock(START_MS);
  const endpoint = await startEndpoint();
  endpoint.answerWith(({ path, query, body, headers }) => {
    return world.answers?.({ path, query, body, idempotencyKey: headers['idempotency-key'] ?? null }) ?? {};
  });
  const start = { environment, clock };
  const running = await Promise.all([
    startService(authoring, start),
    startService(ingestion, start),
    startService(enrichment, start),
    startService(reporting, start),
    startService(evaluator, start),
    startService(actionDispatcher, start),
  ]);
  const [author, gateway, enricher, reporter] = running;
  const urls = { authoring: author.url, enrichment: enricher.url, reporting: reporter.url };
  const store = await openStore({ redisUrls: [redisUrl], keyPrefix, partitions: 4 }, QUIET);
  const versions = await furnish(world, { ...urls, endpoint: endpoint.url });
  return {
    store,
    clock,
    versions,
    async call(method, at, path, { body, apiKey = 'dev' } = {}) {
      const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
      const answer = await fetch(urls[at] + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const type = answer.headers.get('content-type') ?? '';
      return { status: answer.status, type, body: parseJson(await answer.text()) };
    },
    async sends(person, event, payload = {}) {
      await callApi('POST', `${gateway.url}/events/${event}`, { person, ...payload });
    },
    async close() {
      await Promise.all(running.map((service) => service.stop()));
      await Promise.all([store.connections.close(), endpoint.close()]);
    },
  };
}
