import { expect, it } from 'vitest';
import { listDeadLetters, putAside } from './dead-letters.js';
import { eraseDeadLetters } from './erase-dead-letters.js';
import { sandboxedStore } from './sandboxed-store.test.js';

const ADA = 'prod:Email:ada@x.org';
const own = (person: string, more = {}) => JSON.stringify({ v: 1, id: 'i', type: 'event', person, ...more });

const ABOUT_ADA = {
  'an input of hers': own(ADA),
  'an event that came from outside': JSON.stringify({ identityMap: { Email: [{ id: 'ada@x.org' }] } }),
  'a list with her steps': `[1,"${ADA}",[]]`,
  'a name in an object': '{"ada@x.org":1}',
  'no JSON at all': 'email=ada@x.org&total=',
  'one that was cut off': `{"email":"ada@x.org","note":"${'x'.repeat(70_000)}"}`,
};
const ABOUT_OTHERS = {
  'an input of somebody else': own('prod:Email:bob'),
  'an input of somebody else that mentions her': own('prod:Email:bob', { payload: { friend: 'ada@x.org' } }),
  'an input of another sandbox': own('dev:Email:ada@x.org'),
  'a longer key': JSON.stringify({ email: 'nada@x.org' }),
  'a longer key in no JSON': 'email=nada@x.org&total=',
  'a key that differs where a pattern would not': 'email=ada@x_org&total=',
};

it.each(Object.entries(ABOUT_ADA))('a dead letter goes with the person it concerns: %s', async (_, message) => {
  const store = await sandboxedStore();
  await putAside(store, [{ source: 'test', reason: 'unreadable', detail: '', message, at: '2026-01-01T00:00:00Z' }]);
  expect(await eraseDeadLetters(store, ADA)).toBe(1);
  expect(await listDeadLetters(store, 10)).toEqual([]);
  expect(await eraseDeadLetters(store, ADA)).toBe(0);
});

it.each(Object.entries(ABOUT_OTHERS))('a dead letter that concerns others stays: %s', async (_, message) => {
  const store = await sandboxedStore();
  await putAside(store, [{ source: 'test', reason: 'unreadable', detail: '', message, at: '2026-01-01T00:00:00Z' }]);
  expect(await eraseDeadLetters(store, ADA)).toBe(0);
  expect(await listDeadLetters(store, 10)).toMatchObject([{ message }]);
});

it('the dead letters of a person are found among many', async () => {
  const store = await sandboxedStore(2);
  const letters = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ source: 'test', reason: 'undecidable' as const, detail: '', at: '2026-01-01T00:00:00Z' },
    message: own(index % 4 === 0 ? ADA : 'prod:Email:bob', { index }),
  }));
  await putAside(store, letters);
  expect(await eraseDeadLetters(store, ADA)).toBe(250);
  expect(await listDeadLetters(store, 1_000)).toHaveLength(750);
});
