import type { Store } from '@waystream/redis';
import { createEpochNames } from './epoch-names.js';
import { inOrder } from './memory.js';
import {
  type ImposedMembers,
  imposeLeases,
  imposeMembers,
  modelOwnReply,
  modelString,
  type RealRedis,
  realOwnArgs,
} from './repeat-ownership.js';
import type { Content, ScriptCall } from './script-calls.js';

/** What the real script answered and left behind, in the words of the model. */
export interface Repeated {
  readonly reply: unknown;
  readonly after: Content;
}

/** The model numbers the entries of a stream from 1; Redis gives them ids of its own. */
interface StreamNames {
  /** Ids in Redis by the model's number. */
  readonly real: Map<number, string>;
  readonly model: Map<string, number>;
  delivered: number;
}

/**
 * Makes calls of script models on a real Redis, one after the other. Ids of entries, epochs and the time are Redis's own
 * there, so each is translated.
 */
export function createRepetition(store: Store, modelPrefix: string): (call: ScriptCall) => Promise<Repeated> {
  const { connections, keyspace, runScript } = store;
  const { commands } = connections;
  const realKey = (key: string) => key.replace(modelPrefix, keyspace.prefix);
  const streams = new Map<string, StreamNames>();
  const redis: RealRedis = { commands, realKey, epochs: createEpochNames() };

  function namesOf(key: string): StreamNames {
    const names = streams.get(key) ?? { real: new Map(), model: new Map(), delivered: 0 };
    streams.set(key, names);
    return names;
  }

  /** Appends what the model's stream got from elsewhere than a script. */
  async function append(key: string, entries: readonly [number, string][]): Promise<void> {
    const { real, model } = namesOf(key);
    for (const [number, message] of entries.filter(([one]) => !real.has(one))) {
      const id = (await commands.xadd(realKey(key), '*', 'm', message)) ?? '';
      real.set(number, id);
      model.set(id, number);
    }
  }

  /** Has as many entries delivered as the model had by then. */
  async function deliver(key: string, upTo: number): Promise<void> {
    const names = namesOf(key);
    const count = upTo - names.delivered;
    if (count <= 0) return;
    // Whoever owns a stream creates its group; there may be an owner already.
    if (names.delivered === 0) {
      await commands.xgroup('CREATE', realKey(key), groupOf(key), '0', 'MKSTREAM').catch(() => undefined);
    }
    await commands.xreadgroup('GROUP', groupOf(key), 'owner', 'COUNT', count, 'STREAMS', realKey(key), '>');
    names.delivered = upTo;
  }

  function translate(call: ScriptCall): string[] {
    const { name, keys, args } = call;
    const realId = (key: string | undefined) => (id: string) => namesOf(key ?? '').real.get(numberOf(id)) ?? id;
    if (name === 'commit') {
      const [epoch = '', ...rest] = args;
      const count = Number(rest[4]);
      const acknowledged = rest.slice(5, 5 + count).map(realId(keys[4]));
      return [
        redis.epochs.realOf(keys[0] ?? '', epoch),
        ...rest.slice(0, 5),
        ...acknowledged,
        ...rest.slice(5 + count),
      ];
    }
    if (name === 'own') return realOwnArgs(redis, call);
    if (name !== 'answer') return [...args];
    const [group = '', ...answers] = args;
    return [group, ...answers.map((one, index) => (index % 2 === 0 ? realId(keys[0])(one) : one))];
  }

  async function lookAt(call: ScriptCall, members: ImposedMembers | null): Promise<Content> {
    const { hashes, sortedSets, sets, streams: seen } = call.after;
    const types = await Promise.all(call.keys.map((key) => commands.type(realKey(key))));
    const strings = call.keys.filter((_, index) => types[index] === 'string').map((key) => [key, true]);
    return {
      strings: await each(Object.fromEntries(strings), (key) => modelString(redis, call, key)),
      sets: await each(sets, async (key) => (await commands.smembers(realKey(key))).sort()),
      hashes: await each(hashes, async (key) => Object.entries(await commands.hgetall(realKey(key))).sort()),
      sortedSets: await each(sortedSets, async (key) => {
        const found = scored(await commands.zrange(realKey(key), 0, '-1', 'WITHSCORES'));
        if (!members) return found;
        return inOrder(new Map(found.map(([member, ms]) => [member, members.heardMs(member, ms)])));
      }),
      streams: await each(seen, lookAtStream),
    };
  }

  async function lookAtStream(key: string): Promise<Content['streams'][string]> {
    const names = namesOf(key);
    const found = await commands.xrange(realKey(key), '-', '+');
    for (const [id] of found) {
      if (names.model.has(id)) continue;
      names.real.set(names.real.size + 1, id);
      names.model.set(id, names.real.size);
    }
    const modelId = (id: string) => `${names.model.get(id)}-0`;
    const entries = found.map(([id, fields]): [string, string] => [modelId(id), fields[fields.indexOf('m') + 1] ?? '']);
    return { entries, pending: names.delivered === 0 ? [] : (await pendingOf(key)).map(modelId) };
  }

  async function pendingOf(key: string): Promise<string[]> {
    const pending = await commands.xpending(realKey(key), groupOf(key), '-', '+', 10_000);
    return pending.map((one) => (Array.isArray(one) ? String(one[0]) : ''));
  }

  /** Runs are postponed and closed by commands that are no scripts. */
  async function restoreRuns({ hashes, sortedSets }: Content): Promise<void> {
    for (const [key, hash] of Object.entries(hashes)) {
      await commands.del(realKey(key));
      if (hash.length > 0) await commands.hset(realKey(key), ...hash.flat());
    }
    for (const [key, members] of Object.entries(sortedSets)) {
      await commands.del(realKey(key));
      for (const [member, score] of members) await commands.zadd(realKey(key), score, member);
    }
  }

  return async (call) => {
    const { name, keys, delivered, before } = call;
    for (const key of keys) {
      await append(key, before.get(key) ?? []);
      await deliver(key, delivered.get(key) ?? 0);
    }
    if (name === 'open-run') await restoreRuns(call.found);
    if (name === 'own' || name === 'release') await imposeLeases(redis, call);
    const members = name === 'heartbeat' ? await imposeMembers(redis, call) : null;
    const reply = await runScript(commands, scriptName(name), keys.map(realKey), translate(call));
    const told = name === 'own' ? modelOwnReply(redis, call, reply) : reply;
    return { reply: told, after: await lookAt(call, members) };
  };
}

/** The group that a stream is read by, as the keyspace tells. */
function groupOf(key: string): string {
  if (key.endsWith(':actions')) return 'dispatcher';
  return key.endsWith(':fetches') ? 'enrichment' : 'evaluator';
}

function numberOf(id: string): number {
  return Number.parseInt(id, 10);
}

function scored(flat: readonly string[]): [string, number][] {
  return flat.flatMap((member, index): [string, number][] =>
    index % 2 === 0 ? [[member, Number(flat[index + 1])]] : [],
  );
}

async function each<Value, Seen>(
  values: Record<string, Value>,
  see: (key: string) => Promise<Seen>,
): Promise<Record<string, Seen>> {
  const seen = await Promise.all(Object.keys(values).map(async (key) => [key, await see(key)] as const));
  return Object.fromEntries(seen);
}

type ScriptName = Parameters<Store['runScript']>[1];

const MODELLED: readonly ScriptName[] = [
  'commit',
  'answer',
  'accept',
  'own',
  'heartbeat',
  'release',
  'reserve',
  'open-run',
  'bring-portion',
  'change-profiles',
];

function scriptName(name: string): ScriptName {
  const known = MODELLED.find((one) => one === name);
  if (!known) throw new RangeError(`the script "${name}" has no model`);
  return known;
}
