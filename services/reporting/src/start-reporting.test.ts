import type { Json, JsonObject } from '@waystream/core';
import { encodeSteps, type StepEvent } from '@waystream/journey';
import { openStore, type Store, saveConfig } from '@waystream/redis';
import { type StartedService, startService } from '@waystream/service';
import { redisSandbox } from '@waystream/testing';
import { reporting } from './reporting.js';

/** A corner of the suite's Redis in which reporting services are started, die and are started again. */
export interface ReportingWorld {
  store: Store;
  define(record: JsonObject, sandbox?: string): Promise<void>;
  /** Writes steps to the log as commits do: the steps of one person in one entry. */
  log(steps: readonly StepEvent[]): Promise<void>;
  /** Writes any text to the log of a partition. */
  logText(text: string, partition?: number): Promise<void>;
  start(environment?: Record<string, string>): Promise<RunningReporting>;
  close(): Promise<void>;
}

export interface RunningReporting {
  service: StartedService<'reporting', typeof reporting.settings>;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: JsonObject }>;
  /** The figures of the lobby as they are shown now. */
  figures(): Promise<Json | undefined>;
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function reportingWorld(url = process.env.WAYSTREAM_TEST_REDIS_URL): Promise<ReportingWorld> {
  const sandbox = redisSandbox(url);
  const store = await openStore({ redisUrls: [sandbox.url], keyPrefix: sandbox.keyPrefix, partitions: 4 }, SILENT);
  const { connections, keyspace } = store;
  const logText = async (text: string, partition = 0) => {
    await connections.commands.xadd(keyspace.steps(partition), '*', 'm', text);
  };
  return {
    store,
    logText,
    async define(record, of = 'prod') {
      await saveConfig(store, { sandbox: of, kind: 'version', name: String(record.uid) }, record, 'nothing');
    },
    async log(steps) {
      for (const person of new Set(steps.map((step) => step.person))) {
        const own = steps.filter((step) => step.person === person);
        await logText(encodeSteps(own), keyspace.partitionOf(person));
      }
    },
    async start(environment = {}) {
      const service = await startService(reporting, { environment: { ...sandbox.environment, ...environment } });
      const get = async (path: string, headers: Record<string, string> = {}) => {
        const response = await fetch(service.url + path, { headers });
        return { status: response.status, body: JSON.parse(await response.text()) };
      };
      return { service, get, figures: async () => (await get('/reports/journeys/version-1')).body.figures };
    },
    close: () => connections.close(),
  };
}
