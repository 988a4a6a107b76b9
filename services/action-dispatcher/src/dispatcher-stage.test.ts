import { type JsonObject, parseJson, systemClock } from '@waystream/core';
import {
  type ActionRequest,
  inboxMessage,
  type PerformedInput,
  personId,
  type ReactionInput,
} from '@waystream/journey';
import { openStore, saveConfig } from '@waystream/redis';
import { createLog, startService } from '@waystream/service';
import { redisSandbox } from '@waystream/testing';
import { actionDispatcher } from './index.js';

export const ADA = personId({ sandbox: 'prod', namespace: 'Email', key: 'ada@example.com' });

/** The dispatcher on a real Redis, between the streams that the evaluator writes and reads. */
export async function dispatcherStage(more: Record<string, string> = {}, redisUrl?: string) {
  const { url, keyPrefix, environment } = redisSandbox(redisUrl);
  const log = createLog({ service: 'test', level: 'silent', clock: systemClock });
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions: 4 }, log);
  const partitions = [0, 1, 2, 3];
  const inbox = partitions.map((partition) => ({ stream: store.keyspace.inbox(partition), last: '0-0' }));
  const performed: PerformedInput[] = [];
  const reactions: ReactionInput[] = [];
  let requests = 0;

  async function readInbox(): Promise<void> {
    const reader = store.connections.blocking(1_000);
    const streams = [...inbox.map(({ stream }) => stream), ...inbox.map(({ last }) => last)];
    const reply = await reader.xread('BLOCK', 1_000, 'STREAMS', ...streams).finally(() => reader.disconnect());
    for (const [stream, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        for (const place of inbox) if (place.stream === stream) place.last = id;
        const message = inboxMessage.parse(parseJson(fields[1] ?? ''));
        if (message.type === 'performed') performed.push(message);
        if (message.type === 'reaction') reactions.push(message);
      }
    }
  }

  return {
    store,
    performed,
    start: () => startService(actionDispatcher, { environment: { ...environment, ...more } }),
    configure: (document: JsonObject & { name: string }, kind: 'action' | 'template' = 'action') =>
      saveConfig(store, { sandbox: 'prod', kind, name: document.name }, document, 'nothing'),
    /** Asks for an action as the evaluator would, and returns the id of the request. */
    async ask(given: Partial<ActionRequest> & { action: string }): Promise<string> {
      const id = given.id ?? `i${++requests}.1`;
      const request: ActionRequest = {
        ...{ v: 1, id, person: ADA, journey: 'j', version: 'v', instance: 'i', visit: 1, node: 'n' },
        ...{ at: Date.now(), timeoutMs: 5_000, channel: 'custom', parameters: {} },
        ...given,
      };
      await this.write(JSON.stringify(request), request.person);
      return id;
    },
    write: (message: string, person = ADA) =>
      store.connections.commands.xadd(store.keyspace.actions(store.keyspace.partitionOf(person)), '*', 'm', message),
    /** The outcome of a request, as soon as it is in the inbox. */
    async outcomeOf(id: string): Promise<PerformedInput['outcome']> {
      for (let look = 0; look < 20; look++) {
        const found = performed.find((input) => input.id === id);
        if (found) return found.outcome;
        await readInbox();
      }
      throw new Error(`no outcome of ${id} arrived`);
    },
    /** What recipients have done with messages of an instance, once there is as much of it as wanted. */
    async reactionsOf(instance: string, wanted: number): Promise<ReactionInput[]> {
      for (let look = 0; look < 20 && reactions.length < wanted; look++) await readInbox();
      return reactions.filter((input) => input.instance === instance);
    },
    async unanswered(): Promise<number> {
      const lengths = partitions.map((partition) => store.connections.commands.xlen(store.keyspace.actions(partition)));
      return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
    },
    close: () => store.connections.close(),
  };
}
