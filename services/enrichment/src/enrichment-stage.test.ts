import { type JsonObject, parseJson, systemClock } from '@waystream/core';
import { type FetchedInput, type FetchRequest, inboxMessage, personId } from '@waystream/journey';
import { openStore, saveConfig, saveProfile } from '@waystream/redis';
import { createLog, startService } from '@waystream/service';
import { redisSandbox } from '@waystream/testing';
import { enrichment } from './index.js';

export const emailOf = (key: string) => personId({ sandbox: 'prod', namespace: 'Email', key });
export const ADA = emailOf('ada@example.com');

/** Enrichment on a real Redis, between the streams that the evaluator writes and reads. */
export async function enrichmentStage(redisUrl?: string) {
  const { url, keyPrefix, environment } = redisSandbox(redisUrl);
  const log = createLog({ service: 'test', level: 'silent', clock: systemClock });
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions: 4 }, log);
  const partitions = [0, 1, 2, 3];
  const inbox = partitions.map((partition) => ({ stream: store.keyspace.inbox(partition), last: '0-0' }));
  const fetched: FetchedInput[] = [];
  let requests = 0;

  async function readInbox(): Promise<void> {
    const reader = store.connections.blocking(1_000);
    const streams = [...inbox.map(({ stream }) => stream), ...inbox.map(({ last }) => last)];
    const reply = await reader.xread('BLOCK', 1_000, 'STREAMS', ...streams).finally(() => reader.disconnect());
    for (const [stream, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        for (const place of inbox) if (place.stream === stream) place.last = id;
        const message = inboxMessage.parse(parseJson(fields[1] ?? ''));
        if (message.type === 'fetched') fetched.push(message);
      }
    }
  }

  const configure = (kind: string, name: string, document: JsonObject) =>
    saveConfig(store, { sandbox: 'prod', kind, name }, document, 'nothing');

  return {
    store,
    start: () => startService(enrichment, { environment }),
    dataSource: (document: JsonObject & { name: string }) => configure('dataSource', document.name, document),
    /** A field group as the authoring service stores it. */
    fieldGroup: (document: JsonObject & { dataSource: string; name: string }) =>
      configure('fieldGroup', `${document.dataSource}.${document.name}`, document),
    profile: (person: string, attributes: JsonObject) =>
      saveProfile(store, person, { attributes, modifiedAt: '2026-01-01T00:00:00.000Z' }),
    /** Asks for field groups as the evaluator would, and returns the id of the request. */
    async ask(groups: FetchRequest['groups'], more: Partial<FetchRequest> = {}): Promise<string> {
      const id = `i${++requests}.1.0`;
      const request: FetchRequest = {
        ...{
          v: 1,
          kind: 'fetch',
          id,
          person: ADA,
          journey: 'j',
          version: 'v',
          instance: 'i',
          visit: 1,
          round: 0,
          node: 'n',
        },
        ...{ at: Date.now(), timeoutMs: 5_000, groups },
        ...more,
      };
      await this.write(JSON.stringify(request), request.person);
      return id;
    },
    write: (message: string, person = ADA) =>
      store.connections.commands.xadd(store.keyspace.fetches(store.keyspace.partitionOf(person)), '*', 'm', message),
    /** What a request brought, as soon as it is in the inbox. */
    async broughtBy(id: string): Promise<FetchedInput> {
      for (let look = 0; look < 20; look++) {
        const found = fetched.find((input) => input.id === id);
        if (found) return found;
        await readInbox();
      }
      throw new Error(`nothing was brought for ${id}`);
    },
    close: () => store.connections.close(),
  };
}
