import { describe, expect, it } from 'vitest';
import { commitRound, type Round } from './commit.js';
import { loadPeople } from './people.js';
import { sandboxedStore } from './sandboxed-store.test.js';
import type { Store } from './store.js';
import { duePeople, nextDue } from './timers.js';

const PARTITION = 1;

/** Owns the partition and has read three inputs. */
async function ownedWithInputs(store: Store): Promise<{ epoch: number; ids: string[] }> {
  const { connections, keyspace, runScript } = store;
  const keys = [
    keyspace.lease(PARTITION, 'evaluator'),
    keyspace.epoch(PARTITION, 'evaluator'),
    keyspace.inbox(PARTITION),
  ];
  const owned = await runScript(connections.commands, 'own', keys, ['me', 5_000, 'evaluator']);
  for (const message of ['one', 'two', 'three']) {
    await connections.commands.xadd(keyspace.inbox(PARTITION), '*', 'm', message);
  }
  const reply = await connections.commands.xreadgroup(
    'GROUP',
    'evaluator',
    'owner',
    'STREAMS',
    keyspace.inbox(PARTITION),
    '>',
  );
  const entries = Array.isArray(reply) ? (reply[0] as [string, [string, string[]][]])[1] : [];
  return { epoch: Number(Array.isArray(owned) ? owned[1] : 0), ids: entries.map(([id]) => id) };
}

const aRound = (more: Partial<Round>): Round => ({
  acknowledged: [],
  people: new Map(),
  steps: [],
  actions: [],
  fetches: [],
  inputs: [],
  dead: [],
  ...more,
});

describe('a commit', () => {
  it('writes state, timers and effects and acknowledges the inputs, all at once', async () => {
    const store = await sandboxedStore();
    const { epoch, ids } = await ownedWithInputs(store);
    const people = new Map([
      ['ada', { state: '[1]', dueMs: 200 }],
      ['bob', { state: '[2]', dueMs: 100 }],
      ['cyd', { state: null, dueMs: null }],
    ]);
    const round = aRound({
      acknowledged: ids,
      people,
      steps: ['s'],
      actions: ['a1', 'a2'],
      fetches: ['f'],
      dead: ['d'],
    });
    expect(await commitRound(store, { partition: PARTITION, epoch }, '1.1', round)).toEqual({
      status: 'ok',
      nextDueMs: 100,
    });
    expect(await loadPeople(store, PARTITION, ['ada', 'bob', 'cyd'])).toEqual(['[1]', '[2]', null]);
    expect(await duePeople(store, PARTITION, 150, 10)).toEqual(['bob']);
    const { commands } = store.connections;
    const { inbox, steps, actions, fetches, dead } = store.keyspace;
    const lengths = await Promise.all(
      [inbox, steps, actions, fetches, dead].map((stream) => commands.xlen(stream(PARTITION))),
    );
    expect(lengths).toEqual([0, 1, 2, 1, 1]);
    expect(await commands.xpending(inbox(PARTITION), 'evaluator')).toEqual([0, null, null, null]);
  });

  it('is recognised when it is repeated after its reply was lost, and changes nothing again', async () => {
    const store = await sandboxedStore();
    const { epoch, ids } = await ownedWithInputs(store);
    const round = aRound({ acknowledged: ids, actions: ['a'], people: new Map([['ada', { state: '[1]', dueMs: 7 }]]) });
    await commitRound(store, { partition: PARTITION, epoch }, '1.1', round);
    expect(await commitRound(store, { partition: PARTITION, epoch }, '1.1', round)).toEqual({
      status: 'repeated',
      nextDueMs: 7,
    });
    expect(await store.connections.commands.xlen(store.keyspace.actions(PARTITION))).toBe(1);
  });

  it('puts the inputs that it has for people of the partition into the inbox once, whatever becomes of the commit', async () => {
    const store = await sandboxedStore();
    const { commands } = store.connections;
    const { epoch, ids } = await ownedWithInputs(store);
    const round = aRound({
      acknowledged: ids,
      inputs: ['jump'],
      people: new Map([['ada', { state: '[1]', dueMs: 7 }]]),
    });
    const inbox = store.keyspace.inbox(PARTITION);
    const waiting = async () => (await commands.xrange(inbox, '-', '+')).map(([, fields]) => fields[1]);

    // The owner was replaced before its commit arrived: nobody jumps, and the next owner finds the inputs as they were.
    await commands.incr(store.keyspace.epoch(PARTITION, 'evaluator'));
    expect(await commitRound(store, { partition: PARTITION, epoch }, '1.1', round)).toEqual({ status: 'fenced' });
    expect(await waiting()).toEqual(['one', 'two', 'three']);
    expect(await loadPeople(store, PARTITION, ['ada'])).toEqual([null]);

    // The next owner decides the same, dies before it hears that the commit is done, and commits again.
    const next = { partition: PARTITION, epoch: epoch + 1 };
    expect(await commitRound(store, next, '2.1', round)).toMatchObject({ status: 'ok' });
    expect(await commitRound(store, next, '2.1', round)).toMatchObject({ status: 'repeated' });
    expect(await waiting()).toEqual(['jump']);
    expect(await loadPeople(store, PARTITION, ['ada'])).toEqual(['[1]']);
  });

  it('of which Redis refuses a part loses none of its inputs', async () => {
    const store = await sandboxedStore();
    const { commands } = store.connections;
    const { epoch, ids } = await ownedWithInputs(store);
    await commands.set(store.keyspace.dead(PARTITION), 'of another type');
    const commit = commitRound(
      store,
      { partition: PARTITION, epoch },
      '1.1',
      aRound({ acknowledged: ids, dead: ['d'] }),
    );
    await expect(commit).rejects.toThrow('WRONGTYPE');
    const inbox = store.keyspace.inbox(PARTITION);
    expect((await commands.xrange(inbox, '-', '+')).map(([id]) => id)).toEqual(ids);
    expect((await commands.xpending(inbox, 'evaluator'))[0]).toBe(ids.length);
  });

  it('wakes whoever stays as they are at the time it says', async () => {
    const store = await sandboxedStore();
    const { epoch } = await ownedWithInputs(store);
    const owned = { partition: PARTITION, epoch };
    await commitRound(store, owned, '1.1', aRound({ people: new Map([['ada', { state: '[1]', dueMs: 7 }]]) }));
    await commitRound(store, owned, '1.2', aRound({ wakeAt: new Map([['ada', 9]]) }));
    expect(await loadPeople(store, PARTITION, ['ada'])).toEqual(['[1]']);
    expect(await nextDue(store, PARTITION)).toBe(9);
  });

  it('of a former owner is fenced and leaves no trace', async () => {
    const store = await sandboxedStore();
    const { epoch, ids } = await ownedWithInputs(store);
    await store.connections.commands.incr(store.keyspace.epoch(PARTITION, 'evaluator'));
    const round = aRound({ acknowledged: ids, actions: ['a'], people: new Map([['ada', { state: '[1]', dueMs: 7 }]]) });
    expect(await commitRound(store, { partition: PARTITION, epoch }, '1.1', round)).toEqual({ status: 'fenced' });
    expect(await loadPeople(store, PARTITION, ['ada'])).toEqual([null]);
    expect(await nextDue(store, PARTITION)).toBeNull();
    expect(await store.connections.commands.xlen(store.keyspace.inbox(PARTITION))).toBe(3);
  });

  it('takes thousands of people in one round', async () => {
    const store = await sandboxedStore();
    const { epoch } = await ownedWithInputs(store);
    const people = new Map(Array.from({ length: 5_001 }, (_, i) => [`p${i}`, { state: `[${i}]`, dueMs: i }] as const));
    expect(await commitRound(store, { partition: PARTITION, epoch }, '1.1', aRound({ people }))).toEqual({
      status: 'ok',
      nextDueMs: 0,
    });
    expect(await loadPeople(store, PARTITION, ['p0', 'p5000'])).toEqual(['[0]', '[5000]']);
  });

  it('is refused when the server has forgotten the batch that it builds on', async () => {
    const store = await sandboxedStore();
    const owned = { partition: PARTITION, epoch: (await ownedWithInputs(store)).epoch };
    await commitRound(store, owned, '1.1', aRound({}));
    expect(await commitRound(store, owned, '1.3', aRound({ steps: ['step'] }), '1.2')).toEqual({ status: 'rewound' });
    expect(await store.connections.commands.xlen(store.keyspace.steps(PARTITION))).toBe(0);
    expect(await commitRound(store, owned, '1.2', aRound({}), '1.1')).toMatchObject({ status: 'ok' });
  });

  it('still works when the server has forgotten the scripts', async () => {
    const store = await sandboxedStore();
    const { epoch } = await ownedWithInputs(store);
    await store.connections.commands.script('FLUSH');
    expect((await commitRound(store, { partition: PARTITION, epoch }, '1.1', aRound({}))).status).toBe('ok');
  });
});
