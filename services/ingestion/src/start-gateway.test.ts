import type { Json, JsonObject } from '@waystream/core';
import { type EventInput, inboxMessage } from '@waystream/journey';
import { openStore, type Store, saveConfig } from '@waystream/redis';
import { type Log, type StartedService, startService } from '@waystream/service';
import { redisSandbox } from '@waystream/testing';
import { ingestion } from './ingestion.js';
import { type Definition, LOBBY } from './lobby.test.js';

/** A gateway in a corner of the suite's Redis, with the definitions of the lobby, and a store to look behind it. */
export interface TestGateway {
  service: StartedService<'ingestion', typeof ingestion.settings>;
  store: Store;
  post(path: string, body: string | Json, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  define(kind: string, name: string, document: JsonObject, sandbox?: string): Promise<void>;
  /** Everything that waits for the evaluator. */
  inputs(): Promise<EventInput[]>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject;
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startGateway({
  environment = {},
  definitions = LOBBY,
  url = process.env.WAYSTREAM_TEST_REDIS_URL,
  log,
}: {
  environment?: Record<string, string>;
  definitions?: readonly Definition[];
  url?: string | undefined;
  log?: Log;
} = {}): Promise<TestGateway> {
  const sandbox = redisSandbox(url);
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 4 }, SILENT);
  const define = async (kind: string, name: string, document: JsonObject, of = 'prod') => {
    await saveConfig(store, { sandbox: of, kind, name }, document, 'nothing');
  };
  for (const [kind, name, document, of] of definitions) await define(kind, name, document, of);
  const surroundings = { environment: { ...sandbox.environment, ...environment }, ...(log && { log }) };
  const service = await startService(ingestion, surroundings);
  return {
    service,
    store,
    define,
    post(path, body, headers = { 'content-type': 'application/json' }) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return answerOf(fetch(service.url + path, { method: 'POST', body: text, headers }));
    },
    get: (path) => answerOf(fetch(service.url + path)),
    inputs: () => inputsOf(store),
    async stop() {
      await service.stop();
      await store.connections.close();
    },
  };
}

async function answerOf(response: Promise<Response>): Promise<Answer> {
  const got = await response;
  return { status: got.status, headers: got.headers, body: JSON.parse(await got.text()) };
}

async function inputsOf({ connections, keyspace }: Store): Promise<EventInput[]> {
  const partitions = Array.from({ length: keyspace.partitions }, (_, partition) => partition);
  const entries = await Promise.all(
    partitions.map((partition) => connections.commands.xrange(keyspace.inbox(partition), '-', '+')),
  );
  const inputs = entries.flat().map(([, fields]) => inboxMessage.parse(JSON.parse(fields[1] ?? '')));
  return inputs.filter((input) => input.type === 'event');
}
