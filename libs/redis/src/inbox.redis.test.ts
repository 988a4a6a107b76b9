import { describe, expect, it } from 'vitest';
import { createAnswerBuffer } from './answer-buffer.js';
import { accept } from './inbox.js';
import { sandboxedStore } from './sandboxed-store.test.js';

const LIMITS = { mostBacklog: 10, dedupeWindowMs: 60_000 };
const arrival = (id: string) => ({ dedupeId: id, person: 'prod:Email:ada', message: `{"id":"${id}"}` });

describe('accepting events', () => {
  it('stores each once, also when the call is repeated', async () => {
    const store = await sandboxedStore();
    expect(await accept(store, 0, [arrival('a'), arrival('b'), arrival('a')], LIMITS, 0)).toEqual([
      'stored',
      'stored',
      'duplicate',
    ]);
    expect(await accept(store, 0, [arrival('b'), arrival('c')], LIMITS, 0)).toEqual(['duplicate', 'stored']);
    expect(await store.connections.commands.xlen(store.keyspace.inbox(0))).toBe(3);
  });

  it('recognises an id over the edge of a window, and forgets it two windows later', async () => {
    const store = await sandboxedStore();
    await accept(store, 0, [arrival('a')], LIMITS, 59_999);
    expect(await accept(store, 0, [arrival('a')], LIMITS, 60_001)).toEqual(['duplicate']);
    expect(await accept(store, 0, [arrival('a')], LIMITS, 180_000)).toEqual(['stored']);
  });

  it('refuses what does not fit and takes it when there is room again', async () => {
    const store = await sandboxedStore();
    const many = Array.from({ length: 12 }, (_, index) => arrival(`e${index}`));
    const results = await accept(store, 0, many, LIMITS, 0);
    expect(results.filter((result) => result === 'stored')).toHaveLength(10);
    expect(results.slice(10)).toEqual(['full', 'full']);
    await store.connections.commands.del(store.keyspace.inbox(0));
    expect(await accept(store, 0, many.slice(10), LIMITS, 0)).toEqual(['stored', 'stored']);
  });
});

describe('answering requests', () => {
  it('puts each answer into the inbox once, however often it is given', async () => {
    const store = await sandboxedStore();
    const { commands } = store.connections;
    const { actions, inbox } = store.keyspace;
    await commands.xgroup('CREATE', actions(2), 'dispatcher', '0', 'MKSTREAM');
    const id = (await commands.xadd(actions(2), '*', 'm', 'request')) ?? '';
    await commands.xreadgroup('GROUP', 'dispatcher', 'owner', 'STREAMS', actions(2), '>');
    const buffer = createAnswerBuffer(store, 'dispatcher');
    await Promise.all([buffer.put(2, id, 'answer'), buffer.put(2, id, 'answer')]);
    await buffer.put(2, id, 'answer');
    expect(await commands.xlen(inbox(2))).toBe(1);
    expect(await commands.xlen(actions(2))).toBe(0);
  });
});
