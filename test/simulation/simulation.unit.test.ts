import { parseJson } from '@waystream/core';
import { validateVersion } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { runOwnershipSeed } from './ownership/run-ownership.js';
import { play } from './play.js';
import { noteCalls } from './redis/script-calls.js';
import { SCRIPT_MODELS } from './redis/script-models.js';
import { runSeed } from './run-story.js';
import { randomStory } from './story.js';
import { createConfiguration } from './system/configuration.js';
import { RANDOM_ACTIVITIES } from './world/random-activity.js';
import { furnishCatalogue } from './world/vocabulary.js';

/**
 * The evaluator's own code on a Redis in memory, in random stories of journeys, events, answers, time, operators and
 * everything that can fail. `WAYSTREAM_SEED` plays one story again; `npm run soak` plays new ones for as long as asked.
 */
const { WAYSTREAM_SEED: onlySeed, WAYSTREAM_SOAK_MINUTES: soakMinutes, WAYSTREAM_SOAK_NAME: soakName } = process.env;

const SEEDS_AT_ONCE = 40;
const batches = Array.from({ length: 5 }, (_, batch) => batch * SEEDS_AT_ONCE);
const vocabulary = furnishCatalogue();
const following = (first: number) => Array.from({ length: SEEDS_AT_ONCE }, (_, index) => String(first + index));

async function runSeeds(seeds: readonly string[]): Promise<void> {
  for (const seed of seeds) {
    await runSeed(seed, { vocabulary });
    await runOwnershipSeed(seed);
  }
}

if (onlySeed !== undefined) {
  it('the story of the seed keeps every promise', () => runSeeds([onlySeed]));
} else if (soakMinutes !== undefined) {
  const soakMs = Number(soakMinutes) * 60_000;
  it('no story breaks a promise', { timeout: soakMs + 60_000 }, async () => {
    const start = performance.now();
    let played = 0;
    for (; performance.now() < start + soakMs; played++) await runSeeds([`${soakName}-${played}`]);
    process.stdout.write(`${played} stories played, seeds ${soakName}-0 and on\n`);
  });
} else {
  describe('in random stories', () => {
    it.each(batches)('every promise holds, whatever fails (seeds from %i)', (first) => runSeeds(following(first)));

    it('a seed always tells the same story', async () => {
      for (const seed of following(0).slice(0, 10)) {
        const once = await play(randomStory(seed), { vocabulary });
        expect(await play(randomStory(seed), { vocabulary })).toEqual(once);
      }
    });

    it('every journey is one that may be published, and every kind of activity occurs', () => {
      const types = new Set<string>();
      for (const seed of following(0)) {
        const { latest, documents } = createConfiguration(vocabulary, { ...randomStory(seed), drafts: [] });
        for (const [uid, document] of documents) {
          const { errors } = validateVersion(latest.catalogue, parseJson(JSON.stringify(document)), `${uid}-uid`);
          expect(errors, seed).toEqual([]);
          for (const { type } of document.nodes) types.add(type);
        }
      }
      expect([...types].sort()).toEqual([...Object.keys(RANDOM_ACTIVITIES), 'readAudience'].sort());
    });

    it('everything that Redis can answer, it answers some time', async () => {
      const awaited = new Set([
        ...['ok', 'repeated', 'rewound', 'fenced'].map((status) => `commit ${status}`),
        ...[0, 1].flatMap((reply) => [`reserve ${reply}`, `bring-portion ${reply}`, `open-run ${reply}`]),
      ]);
      const scripts = noteCalls(SCRIPT_MODELS, ({ name, reply }) => awaited.delete(`${name} ${[reply].flat()[0]}`));
      for (let seed = 0; seed < 100 && awaited.size > 0; seed++) {
        await play(randomStory(String(seed)), { vocabulary, scripts });
      }
      expect([...awaited]).toEqual([]);
    });
  });
}
