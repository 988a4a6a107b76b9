import { HOUR_MS } from '@waystream/core';
import { createRunningVersions } from '@waystream/journey';
import { createMetrics } from '@waystream/service';
import { createVirtualClock, STORY_START_MS } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { createCautions } from '../../services/evaluator/src/caution.js';
import { createCommits } from '../../services/evaluator/src/commits.js';
import { PartitionWork } from '../../services/evaluator/src/partition-work.js';
import { append, createMemory, readOldest, setString, sortedSetAt, streamAt } from './redis/memory.js';
import { CLEAR_WAY, memoryServer, memoryStore } from './redis/memory-store.js';
import { listsOfCommit, SCRIPT_MODELS } from './redis/script-models.js';
import { randomStory } from './story.js';
import { createConfiguration } from './system/configuration.js';
import { ConnectionLost } from './system/connection-lost.js';
import { SILENT } from './system/silent-log.js';
import { furnishCatalogue } from './world/vocabulary.js';

const TEN = Array.from({ length: 10 }, (_, index) => `person${index}`);
const vocabulary = furnishCatalogue();
const versions = createRunningVersions(vocabulary);

/** What Redis says of a commit that it cannot carry out as it stands. */
function refusal(): Error {
  const error = new Error('ERR value is not a valid float');
  error.name = 'ReplyError';
  return error;
}

interface Commit {
  readonly acknowledged: readonly string[];
  readonly forgotten: readonly string[];
  readonly dead: readonly string[];
}

/** A partition without journeys on a Redis that fails a commit as `failureOf` says. */
function partition(failureOf: (commit: Commit) => Error | null) {
  const clock = createVirtualClock(STORY_START_MS);
  const rests: number[] = [];
  const commits: Commit[] = [];
  const commit = (...[memory, keys, args]: Parameters<(typeof SCRIPT_MODELS)['commit']>) => {
    const lists = listsOfCommit(args);
    const asked = { acknowledged: lists[0] ?? [], forgotten: lists[2] ?? [], dead: lists[9] ?? [] };
    commits.push(asked);
    const failure = failureOf(asked);
    if (failure) throw failure;
    return SCRIPT_MODELS.commit(memory, keys, args);
  };
  const settings = { prefix: 'refused', partitions: 1 };
  const server = memoryServer(createMemory(clock.now), { ...SCRIPT_MODELS, commit }, settings);
  const { memory, keyspace } = server;
  const { catalogues } = createConfiguration(vocabulary, { ...randomStory('0'), drafts: [] }).view(0, () => undefined);
  const context = {
    store: memoryStore(server, CLEAR_WAY),
    clock,
    log: SILENT,
    metrics: createMetrics('evaluator'),
    catalogues,
    versionsOf: () => versions,
    cachedPeople: 100,
    rest: async (ms: number) => void rests.push(ms),
  };
  const cautions = createCautions(SILENT, 0);
  const inbox = () => streamAt(memory, keyspace.inbox(0));
  return {
    clock,
    rests,
    commits,
    /** Messages of dead letters that are kept, with why. */
    dead: () => [...streamAt(memory, keyspace.dead(0)).entries.values()].map((text) => JSON.parse(text)),
    timers: () => sortedSetAt(memory, keyspace.timers(0)),
    inbox,
    sends(people: readonly string[]) {
      const message = { v: 1, type: 'event', events: ['Nothing'], payload: {}, at: clock.now() };
      for (const person of people)
        append(inbox(), JSON.stringify({ ...message, id: person, person: `prod:Email:${person}` }));
    },
    waiting: () => readOldest(inbox(), 100),
    /** Has work done by one owner after the other until one succeeds; tells how many it took. */
    async owners(work: (owner: PartitionWork) => Promise<void>): Promise<number> {
      for (let epoch = 1; epoch < 20; epoch++) {
        setString(memory, keyspace.epoch(0, 'evaluator'), String(epoch));
        const lost = new AbortController().signal;
        const owner = new PartitionWork(context, { partition: 0, epoch, lost }, cautions);
        await owner.open();
        const failed = await work(owner).then(
          () => false,
          () => true,
        );
        if (!failed) return epoch;
      }
      throw new Error('no owner gets through');
    },
  };
}

describe('a round that is refused time and again', () => {
  it('ends with the one entry put aside that is refused, and all others decided', async () => {
    const { sends, waiting, owners, inbox, dead, commits } = partition(({ acknowledged, dead: aside }) =>
      acknowledged.includes('5-0') && aside.length === 0 ? refusal() : null,
    );
    sends(TEN);
    expect(await owners((owner) => owner.takeEntries(waiting()))).toBe(5);
    expect(inbox().entries.size).toBe(0);
    expect(dead()).toMatchObject([{ reason: 'undecidable', detail: 'ERR value is not a valid float' }]);
    expect(JSON.parse(dead()[0].message).person).toBe('prod:Email:person4');
    sends(TEN);
    await owners((owner) => owner.takeEntries(waiting()));
    expect(commits.at(-1)?.acknowledged).toHaveLength(TEN.length);
  });

  it('ends when what is refused together is not refused alone, with nothing put aside', async () => {
    const { sends, waiting, owners, inbox, dead } = partition(({ acknowledged }) =>
      acknowledged.length > 1 ? refusal() : null,
    );
    sends(TEN);
    expect(await owners((owner) => owner.takeEntries(waiting()))).toBe(4);
    expect(inbox().entries.size).toBe(0);
    expect(dead()).toEqual([]);
  });

  it('rings again in an hour for the one person whose timer is refused, and moves all others', async () => {
    const { clock, timers, owners, dead } = partition(({ forgotten }) =>
      forgotten.includes('prod:Email:person3') ? refusal() : null,
    );
    for (const person of TEN) timers().set(`prod:Email:${person}`, clock.now() - 1);
    await owners((owner) => owner.takeDue());
    expect([...timers()]).toEqual([['prod:Email:person3', clock.now() + HOUR_MS]]);
    expect(dead().map(({ message }) => JSON.parse(message))).toEqual([{ type: 'timer', person: 'prod:Email:person3' }]);
  });

  it('does not keep anybody asleep whose time came after the input that is put aside', async () => {
    const { clock, sends, waiting, timers, owners } = partition(({ acknowledged, dead }) =>
      acknowledged.length > 0 && dead.length === 0 ? refusal() : null,
    );
    sends(['person0']);
    clock.advance(5_000);
    timers().set('prod:Email:person1', clock.now());
    await owners(async (owner) => {
      await owner.takeDue();
      await owner.takeEntries(waiting());
      await owner.takeDue();
    });
    expect([...timers()]).toEqual([]);
  });

  it('does not hold up what an operator has ordered', async () => {
    const { owners, dead } = partition(({ dead: aside }) => (aside.length === 0 ? refusal() : null));
    const orders = TEN.slice(0, 2).map((person) => ({ v: 1, type: 'stop', id: person, person, version: 'v' }) as const);
    await owners((owner) => owner.takeInputs(orders));
    expect(dead().map(({ message }) => JSON.parse(message))).toEqual(orders);
  });

  it.each(['OOM command not allowed', 'MISCONF unable to persist', 'WRONGTYPE Operation', 'NOREPLICAS Not enough'])(
    'puts nothing aside while Redis says %s',
    async (message) => {
      const isAway = { times: 10 };
      const { sends, waiting, owners, dead, commits } = partition(() => {
        isAway.times -= 1;
        return isAway.times < 0 ? null : Object.assign(refusal(), { message });
      });
      sends(TEN);
      expect(await owners((owner) => owner.takeEntries(waiting()))).toBe(11);
      expect(dead()).toEqual([]);
      expect(commits.at(-1)?.acknowledged).toHaveLength(TEN.length);
    },
  );
});

describe('a commit', () => {
  it('without a reply is asked for again after a pause that grows', async () => {
    const { sends, waiting, owners, rests, commits } = partition(() =>
      commits.length < 3 ? new ConnectionLost() : null,
    );
    sends(TEN);
    expect(await owners((owner) => owner.takeEntries(waiting()))).toBe(1);
    expect(rests).toEqual([20, 80]);
  });

  it('is not asked for again once its partition is lost, and no pause is waited for then', async () => {
    const lost = new AbortController();
    let asked = 0;
    const script = async () => {
      asked += 1;
      setImmediate(() => lost.abort());
      throw new ConnectionLost();
    };
    const settings = { prefix: 'lost', partitions: 1 };
    const store = memoryStore(memoryServer(createMemory(), SCRIPT_MODELS, settings), { ...CLEAR_WAY, script });
    const commits = createCommits({ store, log: SILENT }, { partition: 0, epoch: 1, lost: lost.signal });
    const nothing = { acknowledged: [], people: new Map(), steps: [], actions: [], fetches: [], inputs: [], dead: [] };
    await expect(commits.commit(nothing)).rejects.toThrow(ConnectionLost);
    expect(asked).toBe(1);
  });

  it('that is refused is not asked for again, because the script may have begun', async () => {
    const { sends, waiting, owners, rests, commits } = partition(() => (commits.length === 1 ? refusal() : null));
    sends(TEN);
    expect(await owners((owner) => owner.takeEntries(waiting()))).toBe(2);
    expect([rests, commits.length]).toEqual([[], 2]);
  });
});
