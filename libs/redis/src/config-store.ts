import { setTimeout as pause } from 'node:timers/promises';
import { AppError, derivedId, type Json, parseJson } from '@waystream/core';
import { isConnectionError } from './connection-error.js';
import type { Reporter } from './reporter.js';
import type { Store } from './store.js';

/** Changes arrive at once; this is how long the follower waits for one before it asks again. */
const WAIT_MS = 5_000;

/** A stored definition. `revision` changes with every write and serves as its ETag. */
export interface ConfigRecord {
  sandbox: string;
  kind: string;
  name: string;
  revision: string;
  document: Json;
}

export type ConfigChange = Pick<ConfigRecord, 'sandbox' | 'kind' | 'name'> & { record: ConfigRecord | null };

/** What a write expects to find: nothing, a revision that was read, or whatever is there. */
export type Expected = 'nothing' | 'anything' | { revision: string };

/** A definition to write; `document: null` removes it. */
export interface ConfigWrite {
  target: Pick<ConfigRecord, 'sandbox' | 'kind' | 'name'>;
  document: Json;
  expected: Expected;
}

/**
 * Writes definitions, all or none, and tells every service. Gives their new revisions. `basis` is the position in the log
 * up to which the writer knew everything there is; when something was written after it, nothing is, and the answer is
 * `null`. Throws `AppError`.
 */
export async function saveConfigs(
  { connections, keyspace, runScript }: Store,
  writes: readonly ConfigWrite[],
  basis: string | null = null,
): Promise<string[] | null> {
  const rows = writes.map(({ target, document, expected }) => {
    const text = document === null ? '' : JSON.stringify(document);
    const before = expected === 'nothing' ? '' : expected === 'anything' ? '*' : expected.revision;
    return { field: fieldOf(target), before, revision: derivedId(text, before), text };
  });
  const args = rows.flatMap(({ field, before, revision, text }) => [field, before, revision, text]);
  const keys = [keyspace.config(), keyspace.configLog()];
  const reply = await runScript(connections.commands, 'save-config', keys, [basis ?? '', ...args]);
  const [result, which] = Array.isArray(reply) ? reply : [];
  if (result === 'overtaken') return null;
  const refused = writes[Number(which)]?.target;
  if (result !== 'ok' && refused) throw refusal(String(result), refused);
  return rows.map(({ revision }) => revision);
}

/** Writes or removes one definition; see `saveConfigs`. */
export async function saveConfig(
  store: Store,
  target: ConfigWrite['target'],
  document: Json,
  expected: Expected,
): Promise<string> {
  const revisions = await saveConfigs(store, [{ target, document, expected }]);
  return revisions?.[0] ?? '';
}

function refusal(result: string, { kind, name }: ConfigWrite['target']): AppError {
  if (result === 'exists') return new AppError('nameTaken', `there is a ${kind} named "${name}" already`);
  if (result === 'missing') return new AppError('notFound', `there is no ${kind} named "${name}"`);
  return new AppError('staleVersion', `the ${kind} "${name}" was changed by somebody else; read it again`);
}

export interface ConfigFeed {
  /** Everything up to this position in the log has been delivered. */
  position(): string;
  /** Resolves when everything that was stored before the call has been delivered. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Delivers every definition there is, then every change as it happens. Resolves after the first delivery.
 * The log is read before the definitions, so a change in between is delivered again rather than missed.
 */
export async function followConfig(
  store: Store,
  { changed, log }: { changed(changes: ConfigChange[]): void; log: Reporter },
): Promise<ConfigFeed> {
  const { connections, keyspace } = store;
  const lastLogged = async () =>
    (await connections.commands.xrevrange(keyspace.configLog(), '+', '-', 'COUNT', 1))[0]?.[0] ?? '0-0';
  let position = await lastLogged();
  changed(await readAll(store));
  const stopping = new AbortController();
  const reader = connections.blocking(WAIT_MS);
  const waiting = new Set<{ position: string; resolve: () => void }>();
  const settle = () => {
    for (const one of waiting) {
      if (!isBefore(position, one.position)) {
        waiting.delete(one);
        one.resolve();
      }
    }
  };
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        const reply = await reader.xread('COUNT', 500, 'BLOCK', WAIT_MS, 'STREAMS', keyspace.configLog(), position);
        const entries = reply?.[0]?.[1] ?? [];
        const fields = new Set(entries.map(([, values]) => values[1] ?? ''));
        if (fields.size > 0) changed(await readFields(store, [...fields]));
        position = entries.at(-1)?.[0] ?? position;
        settle();
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (!isConnectionError(error)) log.error({ err: error }, 'Could not follow the configuration; trying again');
        await pause(250, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const following = follow();
  return {
    position: () => position,
    caughtUp: async () => {
      const target = await lastLogged();
      if (isBefore(position, target)) await new Promise<void>((resolve) => waiting.add({ position: target, resolve }));
    },
    stop: async () => {
      stopping.abort();
      reader.disconnect();
      await following;
    },
  };
}

async function readAll({ connections, keyspace }: Store): Promise<ConfigChange[]> {
  const stored = await connections.commands.hgetall(keyspace.config());
  return Object.entries(stored).map(([field, text]) => toChange(field, text));
}

async function readFields({ connections, keyspace }: Store, fields: string[]): Promise<ConfigChange[]> {
  const texts = await connections.commands.hmget(keyspace.config(), ...fields);
  return fields.map((field, index) => toChange(field, texts[index] ?? null));
}

function fieldOf({ sandbox, kind, name }: Pick<ConfigRecord, 'sandbox' | 'kind' | 'name'>): string {
  return `${sandbox}/${kind}/${name}`;
}

function toChange(field: string, text: string | null): ConfigChange {
  const [sandbox = '', kind = '', ...rest] = field.split('/');
  const name = rest.join('/');
  if (text === null) return { sandbox, kind, name, record: null };
  const space = text.indexOf(' ');
  const record = { sandbox, kind, name, revision: text.slice(0, space), document: parseJson(text.slice(space + 1)) };
  return { sandbox, kind, name, record };
}

/** Stream ids are `milliseconds-sequence`. */
function isBefore(one: string, other: string): boolean {
  const [oneMs = 0, oneSeq = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherSeq = 0] = other.split('-').map(Number);
  return oneMs < otherMs || (oneMs === otherMs && oneSeq < otherSeq);
}
