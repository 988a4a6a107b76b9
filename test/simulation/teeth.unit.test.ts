import { decodePerson, encodePerson } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { randomOwnership } from './ownership/ownership-story.js';
import { ownershipBrokenBy } from './ownership/run-ownership.js';
import type { PlayOptions } from './play.js';
import { setAt, setString, stringAt } from './redis/memory.js';
import { listsOfCommit, SCRIPT_MODELS, type ScriptModel } from './redis/script-models.js';
import { brokenBy, runSeed } from './run-story.js';
import { randomStory } from './story.js';
import { furnishCatalogue } from './world/vocabulary.js';

/** The lists of a commit in their order, as `commit.lua` takes them. */
const LISTS = ['acknowledged', 'written', 'forgotten', 'due', 'idle', 'steps', 'actions', 'fetches', 'inputs'] as const;
type List = (typeof LISTS)[number];

/** A commit that loses or changes one of its lists. */
function withList(list: List, change: (values: string[]) => string[]): ScriptModel {
  return (memory, keys, args) => {
    const lists = listsOfCommit(args).map((values, index) => (LISTS[index] === list ? change(values) : values));
    const counted = lists.flatMap((values) => [String(values.length), ...values]);
    return SCRIPT_MODELS.commit(memory, keys, [...args.slice(0, 5), ...counted]);
  };
}

const without = (list: List) => withList(list, () => []);

/** Ways to get exactly-once wrong. The rules alone must find each; nothing is compared with what the engine says. */
const WRONG: Record<string, Record<string, ScriptModel>> = {
  'lets former owners commit': {
    commit(memory, keys, [, batch = '', group = '', most = '', , ...lists]) {
      const current = stringAt(memory, keys[0] ?? '') ?? '';
      return SCRIPT_MODELS.commit(memory, keys, [current, batch, group, most, '', ...lists]);
    },
  },
  'carries a repeated commit out again': {
    commit(memory, keys, args) {
      setString(memory, keys[1] ?? '', args[4] ?? '');
      return SCRIPT_MODELS.commit(memory, keys, args);
    },
  },
  'takes every second commit for a repeated one': {
    commit(memory, keys, args) {
      const { length } = stringAt(memory, 'commits') ?? '';
      setString(memory, 'commits', '.'.repeat(length + 1));
      return length % 2 === 0 ? SCRIPT_MODELS.commit(memory, keys, args) : ['repeated', ''];
    },
  },
  'does not acknowledge': { commit: without('acknowledged') },
  'does not write states': { commit: without('written') },
  'does not forget who has nothing left': { commit: without('forgotten') },
  'does not set timers': { commit: without('due') },
  'does not clear timers': { commit: without('idle') },
  'loses steps': { commit: without('steps') },
  'loses calls': { commit: without('actions') },
  'loses fetches': { commit: without('fetches') },
  'loses a part of what is held': {
    commit: withList('written', (values) => values.map((text) => (text.startsWith('[2,') ? unheld(text) : text))),
  },
  'forgets who may not come back': { commit: withList('written', (values) => values.map(withoutLasting)) },
  'makes calls twice': { commit: withList('actions', (values) => values.flatMap((text) => [text, text])) },
  'accepts an event as often as it is sent': {
    accept(memory, keys, args) {
      for (const key of keys.slice(1)) memory.sets.delete(key);
      return SCRIPT_MODELS.accept(memory, keys, args);
    },
  },
  'commits what builds on commits that it has forgotten': {
    commit: (memory, keys, args) => SCRIPT_MODELS.commit(memory, keys, args.with(4, '')),
  },
  'lets a test go on as the version': {
    commit: withList('written', (values) => values.map((text) => text.replaceAll(/@s\d+/g, ''))),
  },
  'gives places without end': {
    reserve(memory, [place = ''], [person = '']) {
      setAt(memory, place).add(person);
      return 1;
    },
  },
  'brings a portion wherever the run is': {
    'bring-portion'(memory, keys, args) {
      const from = stringAt(memory, keys[0] ?? '') ?? '';
      return SCRIPT_MODELS['bring-portion'](memory, keys, args.with(0, from));
    },
  },
  'moves a run on without bringing anybody': {
    'bring-portion': (memory, keys, args) => SCRIPT_MODELS['bring-portion'](memory, keys, args.slice(0, 3)),
  },
};

/** Ways to get ownership wrong. */
const WRONG_OWNERSHIP: Record<string, Record<string, ScriptModel>> = {
  'gives a new owner the epoch of the one before': {
    own(memory, keys, args) {
      const [server, ...found] = SCRIPT_MODELS.own(memory, keys, args);
      for (let at = 0; at < keys.length; at += 3) {
        if (found[(2 * at) / 3] === 0) continue;
        setString(memory, keys[at + 1] ?? '', '7');
        found[(2 * at) / 3] = '7';
      }
      return [server, ...found];
    },
  },
  'lets former owners commit': { commit: WRONG['lets former owners commit']?.commit ?? SCRIPT_MODELS.commit },
  'keeps those on the list who have fallen silent': {
    heartbeat: (memory, keys, [member = '']) => SCRIPT_MODELS.heartbeat(memory, keys, [member, '1000000000']),
  },
  'never lets a lease run out': {
    own(memory, keys, [member = '', , ...more]) {
      return SCRIPT_MODELS.own(memory, keys, [member, '1000000000', ...more]);
    },
  },
};

function unheld(text: string): string {
  const state = decodePerson(text);
  return encodePerson({ ...state, instances: state.instances.map((instance) => ({ ...instance, held: [] })) });
}

function withoutLasting(text: string): string {
  if (!text.startsWith('[2,')) return text;
  const state = decodePerson(text);
  const left = Object.entries(state.entrances).filter(([, { until }]) => until !== null);
  return encodePerson({ ...state, entrances: Object.fromEntries(left) });
}

const MOST_SEEDS = 150;
const vocabulary = furnishCatalogue();

/** The rule that some story finds broken. */
async function ruleBroken(options: Omit<PlayOptions, 'vocabulary'>): Promise<string | undefined> {
  for (let seed = 0; seed < MOST_SEEDS; seed++) {
    const broken = await brokenBy(randomStory(String(seed)), { vocabulary, hasOracle: false, ...options });
    if (broken) return broken.rule;
  }
  return undefined;
}

describe('the simulation notices a Redis that', () => {
  it.each(Object.entries(WRONG))('%s', async (_, wrong) => {
    expect(await ruleBroken({ scripts: { ...SCRIPT_MODELS, ...wrong } })).toBeDefined();
  });

  it.each(Object.entries(WRONG_OWNERSHIP))('%s to members of a role', async (_, wrong) => {
    let rule: string | undefined;
    for (let seed = 0; seed < MOST_SEEDS && rule === undefined; seed++) {
      const options = { scripts: { ...SCRIPT_MODELS, ...wrong } };
      rule = (await ownershipBrokenBy(randomOwnership(String(seed)), options))?.rule;
    }
    expect(rule).toBeDefined();
  });

  it('breaks a promise, with a story that shows how in few moves', async () => {
    const options = { vocabulary, scripts: { ...SCRIPT_MODELS, commit: without('due') } };
    const untilOneBreaks = async () => {
      for (let seed = 0; seed < MOST_SEEDS; seed++) await runSeed(String(seed), options);
    };
    await expect(untilOneBreaks()).rejects.toThrow(
      /^Seed (\d+) breaks a promise: .*\nPlay it again: WAYSTREAM_SEED=\1 npx .*\n[1-5] of its \d+ moves are enough:\n/,
    );
  });
});

it('the simulation notices owners that do not wait for orders they have not heard of', async () => {
  expect(await ruleBroken({ catchUp: () => undefined })).toBeDefined();
});
