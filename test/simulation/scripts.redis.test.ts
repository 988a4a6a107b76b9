import { openStore } from '@waystream/redis';
import { redisSandbox } from '@waystream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OWNED_PARTITIONS, randomOwnership } from './ownership/ownership-story.js';
import { playOwnership } from './ownership/play-ownership.js';
import { play } from './play.js';
import { createRepetition } from './redis/repeat-on-redis.js';
import { noteCalls, type ScriptCall } from './redis/script-calls.js';
import { SCRIPT_MODELS } from './redis/script-models.js';
import { PARTITIONS, randomStory, withoutFailovers } from './story.js';
import { furnishCatalogue } from './world/vocabulary.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const vocabulary = furnishCatalogue();

/** Every call of a script that a story leads to, with commits that are repeated, fenced and late. */
async function callsOf(seed: string): Promise<ScriptCall[]> {
  const calls: ScriptCall[] = [];
  await play(withoutFailovers(randomStory(seed)), {
    vocabulary,
    scripts: noteCalls(SCRIPT_MODELS, (call) => calls.push(call)),
  });
  return calls;
}

/** Every call of a script that members of a role make who join, stop, crash, stand still and lose Redis. */
async function ownershipCallsOf(seed: string): Promise<ScriptCall[]> {
  const calls: ScriptCall[] = [];
  await playOwnership(randomOwnership(seed), { scripts: noteCalls(SCRIPT_MODELS, (call) => calls.push(call)) });
  return calls;
}

async function redisStore(partitions = PARTITIONS) {
  const { url, keyPrefix } = redisSandbox();
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions }, QUIET);
  onTestFinished(() => store.connections.close());
  return store;
}

describe('the models of the scripts', () => {
  it.each([0, 1, 2, 3, 4].map((batch) => batch * 5))(
    'answer and leave behind what the scripts do on a real Redis (seeds from %i)',
    async (first) => {
      for (let seed = first; seed < first + 5; seed++) {
        const store = await redisStore();
        const repeat = createRepetition(store, 'sim');
        for (const [index, call] of (await callsOf(String(seed))).entries()) {
          const what = `seed ${seed}, call ${index}: ${call.name} ${call.args.join(' ')}`;
          const { reply, after } = await repeat(call);
          expect(after, what).toEqual(call.after);
          expect(reply, what).toEqual(call.reply);
        }
      }
    },
  );

  it.each([0, 20])(
    'divide partitions, and let leases and silent members end, as the scripts do on a real Redis (seeds from %i)',
    async (first) => {
      const seen = new Set<string>();
      for (let seed = first; seed < first + 20; seed++) {
        const store = await redisStore(OWNED_PARTITIONS);
        const repeat = createRepetition(store, 'own');
        for (const [index, call] of (await ownershipCallsOf(String(seed))).entries()) {
          const what = `seed ${seed}, call ${index}: ${call.name} ${call.args.join(' ')}`;
          const { reply, after } = await repeat(call);
          expect(after, what).toEqual(call.after);
          // Who was heard of in the same millisecond comes in any order.
          const isList = call.name === 'heartbeat' && Array.isArray(reply) && Array.isArray(call.reply);
          if (isList) expect(reply.toSorted(), what).toEqual(call.reply.toSorted());
          else expect(reply, what).toEqual(call.reply);
          for (const outcome of outcomesOf(call)) seen.add(`${call.name} ${outcome}`);
        }
      }
      const outcomes = ['taken', 'renewed', 'begun anew', 'denied'].map((outcome) => `own ${outcome}`);
      outcomes.push('release 1', 'heartbeat all', 'heartbeat fewer');
      expect([...seen]).toEqual(expect.arrayContaining(outcomes));
    },
  );
});

/** What is to be seen of ownership in some call. */
function outcomesOf({ name, keys, args, found: { strings, sortedSets }, reply }: ScriptCall): string[] {
  if (!Array.isArray(reply)) return [String(reply)];
  if (name === 'heartbeat') {
    const others = (sortedSets[keys[0] ?? ''] ?? []).filter(([member]) => member !== args[0]);
    return [reply.length <= others.length ? 'fewer' : 'all'];
  }
  if (name !== 'own') return [];
  const leases = keys.filter((_, index) => index % 3 === 0);
  return leases.map((lease, index) => {
    const epoch = reply[1 + 2 * index];
    if (epoch === 0) return 'denied';
    if (strings[lease] === undefined) return 'taken';
    return epoch === strings[keys[3 * index + 1] ?? ''] ? 'renewed' : 'begun anew';
  });
}
