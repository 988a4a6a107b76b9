import { actionDispatcher } from '@waystream/action-dispatcher';
import { authoring } from '@waystream/authoring';
import { isJsonObject, type Json, parseDuration } from '@waystream/core';
import { enrichment } from '@waystream/enrichment';
import { evaluator } from '@waystream/evaluator';
import { ingestion } from '@waystream/ingestion';
import { decodeSteps, personId } from '@waystream/journey';
import { latestScheduledMs, openStore, readSteps, type Store } from '@waystream/redis';
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
  startMailServer,
} from '@waystream/testing';
import { request } from 'undici';
import { vi } from 'vitest';
import { createGate } from './gate.js';
import { mailSettings, react } from './mail-links.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Plays stories on the real services: events go over HTTP through ingestion, calls reach a real endpoint, everything is
 * kept in a real Redis. Only the clock is the story's.
 */
export async function servicesStage(world: StoryWorld): Promise<Stage> {
  const sandbox = redisSandbox();
  const clock = createVirtualClock(STORY_START_MS);
  const endpoint = await startEndpoint();
  const gate = createGate();
  endpoint.answerWith(async ({ path, query, body, headers }) => {
    await gate.passed();
    return world.answers?.({ path, query, body, idempotencyKey: headers['idempotency-key'] ?? null }) ?? {};
  });
  const mail = await startMailServer();
  mail.answerWith(({ to }) => ({ recipient: world.refusedMail?.[to] ?? 250 }));
  const environment = { ...sandbox.environment, ...mailSettings(mail.url) };
  const start = { environment, clock };
  const running = await Promise.all([
    startService(authoring, start),
    startService(ingestion, start),
    startService(evaluator, start),
    startService(enrichment, start),
    startService(actionDispatcher, start),
    startService(reporting, start),
  ]);
  const [author, gateway, decider, enricher, dispatcher] = running;
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 4 }, QUIET);
  await Promise.all(running.map((service) => untilReady(service.url)));
  const versions = await furnish(world, { authoring: author.url, enrichment: enricher.url, endpoint: endpoint.url });
  const settled = () =>
    vi.waitUntil(() => isQuiet(store, clock.now(), gate.waiting()), { timeout: 10_000, interval: 5 });

  const definitionsRead = async () => (await decider.metrics.definitionsRead.get()).values[0]?.value ?? 0;
  const orders = async (journey: string, method: 'POST' | 'PUT', verb: string, body?: Json) => {
    const before = await definitionsRead();
    const url = `${author.url}/authoring/journeyVersions/${versions.get(journey)}/${verb}`;
    const answer = await callApi(method, url, body);
    await vi.waitUntil(async () => (await definitionsRead()) > before, { timeout: 10_000, interval: 5 });
    return answer;
  };
  const reachesAll = async (order: string) => {
    await vi.waitUntil(() => isSwept(store, order), { timeout: 10_000, interval: 5 });
    await settled();
  };

  const begun = world.journeys.filter((journey) => beginsAtOnce(journey) && !world.drafts?.includes(journey.name));
  await Promise.all(begun.map(({ name }) => hasBegun(store, versions.get(name) ?? '')));
  await settled();

  return {
    async sends(person, event, payload = {}) {
      await callApi('POST', `${gateway.url}/events/${event}`, { person, ...payload });
      await settled();
    },
    async uploads(audience, upload) {
      await callApi('POST', `${enricher.url}/audiences/${audience}/members`, upload);
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
    async remembers(person) {
      const id = personId({ sandbox: 'prod', namespace: 'Email', key: person });
      const partition = store.keyspace.partitionOf(id);
      const { commands } = store.connections;
      const state = await commands.hexists(store.keyspace.people(partition), id);
      return state === 1 || (await commands.zscore(store.keyspace.timers(partition), id)) !== null;
    },
    calls: () => endpoint.received.map(toCall),
    mails: () => mail.received.map(({ to, subject, text }) => ({ to, subject, text })),
    async reacts(address, kind) {
      const received = mail.received.findLast(({ to }) => to === address);
      if (!received) throw new Error(`no mail was sent to "${address}"`);
      await react(received, kind, dispatcher.url);
      await settled();
    },
    holdsAnswers: gate.close,
    async answers() {
      gate.open();
      await settled();
    },
    async stops(journey) {
      const { uid } = await orders(journey, 'POST', 'stop');
      await reachesAll(String(uid));
    },
    async pauses(journey) {
      await orders(journey, 'POST', 'pause');
    },
    async resumes(journey) {
      const { uid, resumed } = await orders(journey, 'POST', 'resume');
      await reachesAll(`${uid} resumed ${isJsonObject(resumed) ? resumed.at : ''}`);
    },
    async tests(journey, waitTime) {
      const order = waitTime === null ? { enabled: false } : { enabled: true, waitTime };
      const { uid, testEndedAt } = await orders(journey, 'PUT', 'test', order);
      if (testEndedAt !== undefined) await reachesAll(`${uid} test ended ${testEndedAt}`);
    },
    async publishes(journey) {
      const { uid, testEndedAt } = await orders(journey, 'POST', 'publish');
      if (testEndedAt !== undefined) await reachesAll(`${uid} test ended ${testEndedAt}`);
    },
    async close() {
      await store.connections.close();
      await Promise.all(running.map((service) => service.stop()));
      await Promise.all([endpoint.close(), mail.close()]);
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
 * move it from one to the next atomically; one transaction looks at all of them at once. A call that the endpoint does
 * not answer stays in its pipe.
 */
async function isQuiet({ connections, keyspace }: Store, nowMs: number, unanswered: number): Promise<boolean> {
  const look = connections.commands.multi();
  for (let partition = 0; partition < keyspace.partitions; partition++) {
    look.xlen(keyspace.inbox(partition)).xlen(keyspace.actions(partition)).xlen(keyspace.fetches(partition));
    look.zcount(keyspace.timers(partition), '-inf', nowMs);
  }
  look.zcount(keyspace.dueRuns(), '-inf', nowMs);
  const counts = ((await look.exec()) ?? []).map(([error, count]) => (error ? Number.NaN : Number(count)));
  return counts.reduce((sum, count) => sum + count, 0) === unanswered;
}

/** A run over an audience begins as soon as the version is live. */
function beginsAtOnce({ nodes, entry }: StoryWorld['journeys'][number]): boolean {
  return nodes.some((node) => node.id === entry && node.type === 'readAudience' && node.schedule === undefined);
}

async function hasBegun(store: Store, version: string): Promise<void> {
  await vi.waitUntil(async () => (await latestScheduledMs(store, version)) !== null, { timeout: 10_000, interval: 5 });
}

async function isSwept({ connections, keyspace }: Store, order: string): Promise<boolean> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const swept = await Promise.all(partitions.map((one) => connections.commands.sismember(keyspace.swept(one), order)));
  return swept.every((found) => found === 1);
}

function toCall({ path, query, body, headers }: HttpEndpoint['received'][number]): StoryCall {
  return { path, query, body, idempotencyKey: headers['idempotency-key'] ?? null };
}
