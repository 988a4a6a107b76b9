import { openStore } from '@waystream/redis';
import { redisSandbox } from '@waystream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
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

async function redisStore() {
  const { url, keyPrefix } = redisSandbox();
  const store = await openStore({ redisUrls: [url], keyPrefix, partitions: PARTITIONS }, QUIET);
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
          // Epochs and the server's name are its own.
          if (call.name !== 'own') expect(reply, what).toEqual(call.reply);
        }
      }
    },
  );
});
