import { type Clock, type JsonObject, parseJson, systemIds } from '@waystream/core';
import { type EnterInput, inboxMessage, personId } from '@waystream/journey';
import {
  type CatalogueChange,
  changeMembership,
  changeProfiles,
  followCatalogues,
  openStore,
  saveConfig,
} from '@waystream/redis';
import { createLog, createMetrics } from '@waystream/service';
import { createVirtualClock, redisSandbox } from '@waystream/testing';
import { onTestFinished } from 'vitest';
import { openAudienceRuns } from './audience-runs.js';

const PARTITIONS = 4;

/** When everything happens that no test moves. */
export const NOW_MS = Date.UTC(2026, 2, 2, 9);

/** A version that reads the audience Silver at its entry. */
export function aVersion(more: JsonObject = {}, node: JsonObject = {}): JsonObject {
  const read = { id: 'read', type: 'readAudience', audience: 'Silver', ...node };
  const at = new Date(NOW_MS).toISOString();
  return {
    uid: 'v1',
    journeyUid: 'j1',
    version: 1,
    status: 'live',
    document: { name: 'Campaign', namespace: 'Email', entry: 'read', nodes: [read] },
    createdAt: at,
    modifiedAt: at,
    publishedAt: at,
    ...more,
  };
}

/** Workers of runs, each with connections of its own, over one Redis with an audience and a version. */
export async function runsStage() {
  const { url, keyPrefix } = redisSandbox();
  const clock = createVirtualClock(NOW_MS);
  const log = createLog({ service: 'test', level: 'silent', clock });
  const open = () => openStore({ redisUrls: [url], keyPrefix, partitions: PARTITIONS }, log);
  const store = await open();
  onTestFinished(() => store.connections.close());
  const configure = (kind: string, name: string, document: JsonObject) =>
    saveConfig(store, { sandbox: 'prod', kind, name }, document, 'anything').catch(() =>
      saveConfig(store, { sandbox: 'prod', kind, name }, document, 'nothing'),
    );
  await configure('audience', 'Silver', { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' });

  return {
    store,
    clock,
    version: (document: JsonObject) => configure('version', 'v1', document),
    /** Makes so many people members; nobody is told. */
    async members(count: number): Promise<string[]> {
      const people = Array.from({ length: count }, (_, index) =>
        personId({ sandbox: 'prod', namespace: 'Email', key: `p${index}` }),
      );
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const own = people.filter((person) => store.keyspace.partitionOf(person) === partition);
        await changeProfiles(store, partition, own, (person, stored) => {
          const profile = stored ?? { attributes: {}, modifiedAt: '' };
          const change = changeMembership(person, profile, new Map([['Silver', true]]), { at: NOW_MS, cause: 'test' });
          return { ...change, moves: change.moves.map((move) => ({ ...move, input: null })) };
        });
      }
      return people;
    },
    /** Starts a worker. `crash` takes its connections away in the middle of whatever it does. */
    async worker(its: { clock?: Clock } = {}) {
      const own = await open();
      const changes: CatalogueChange[] = [];
      let changed = (change: CatalogueChange): void => void changes.push(change);
      const catalogues = await followCatalogues(own, { log, changed: (change) => changed(change) });
      const metrics = createMetrics('enrichment');
      const context = { store: own, catalogues, clock: its.clock ?? clock, newId: systemIds, log, metrics };
      const runs = openAudienceRuns(context, { lockMs: 1_000 });
      changed = (change) => runs.definitionsChanged(change.sandbox, change.changes);
      changes.forEach(changed);
      const end = async () => {
        await runs.close();
        await catalogues.stop();
        await own.connections.close();
      };
      onTestFinished(end);
      return { runs, stop: () => runs.close(), crash: () => own.connections.close() };
    },
    /** Everybody whom a run has brought so far, as often as they were. */
    async entered(): Promise<EnterInput[]> {
      const inputs: EnterInput[] = [];
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const entries = await store.connections.commands.xrange(store.keyspace.inbox(partition), '-', '+');
        for (const [, fields] of entries) {
          const input = inboxMessage.parse(parseJson(fields[1] ?? ''));
          if (input.type === 'enter') inputs.push(input);
        }
      }
      return inputs;
    },
  };
}
