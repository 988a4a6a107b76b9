import { aJourney, anAction, anEvent } from '@waystream/testing';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type ExplanationStage, explanationStage } from './explanation-stage.js';
import { storedText } from './stored-text.js';

const PATIENCE = { timeout: 10_000, interval: 20 };

/** Only one person gets the call, and the party called says that it is to come later. */
const journey = aJourney(
  'First',
  [
    { id: 'cart', type: 'event', event: 'Cart', next: 'one' },
    {
      id: 'one',
      type: 'condition',
      kind: 'profileCap',
      cap: 1,
      paths: [{ id: 'within', next: 'call' }, { id: 'beyond' }],
    },
    { id: 'call', type: 'action', action: 'Call', parameters: { text: "'hello'" } },
  ],
  { properties: { timeout: 'PT30S' } },
);

let stage: ExplanationStage;
let calls = 0;
beforeEach(async () => {
  calls = 0;
  stage = await explanationStage({
    events: [anEvent('Cart', { total: 'number' })],
    actions: [anAction('Call', ['text'])],
    journeys: [journey],
    answers() {
      calls += 1;
      return { status: 429, headers: { 'retry-after': '8' } };
    },
  });
  onTestFinished(() => stage.close());
});

const erase = (person: string) => stage.call('DELETE', 'enrichment', `/profiles/Email/${person}`);
const stored = () => storedText(stage.store);
const steps = async (person: string) => {
  const { body } = await stage.call('GET', 'enrichment', `/profiles/Email/${person}/explain?journey=First`);
  return JSON.stringify(body);
};

/** Has the person take the only place, a call wait for its next try, and a message put aside. */
async function isKnownEverywhere(person: string): Promise<void> {
  await stage.sends(person, 'Cart', { total: 7 });
  await expect(stage.sends(person, 'Cart', { total: 'much' })).rejects.toThrow();
  await vi.waitUntil(async () => {
    const text = await stored();
    return [':place', ':dead', '{queues}:retry:delayed'].every((key) => text.includes(key));
  }, PATIENCE);
}

it('nothing that Redis holds names a person who was erased, and no call is made for them any more', async () => {
  await isKnownEverywhere('ulla');
  expect(await stored()).toContain('ulla');
  const receipt = { erased: true, journeys: 1, calls: 1, places: 1, deadLetters: 1 };
  expect(await erase('ulla')).toMatchObject({ status: 200, body: receipt });
  expect(await stored()).not.toContain('ulla');
  const { connections, keyspace } = stage.store;
  expect(await connections.commands.zcard(`${keyspace.queuePrefix()}:retry:delayed`)).toBe(0);
  expect(calls).toBe(1);
  const nothing = { journeys: 0, calls: 0, places: 0, deadLetters: 0, steps: 0 };
  expect(await erase('ulla')).toMatchObject({ status: 200, body: nothing });
});

it('the place of a person who was erased stays taken, also for themselves', async () => {
  await isKnownEverywhere('vera');
  await erase('vera');
  for (const person of ['vera', 'walter']) {
    await stage.sends(person, 'Cart', { total: 7 });
    await expect.poll(() => steps(person), PATIENCE).toContain('beyond');
  }
  expect(calls).toBe(1);
});

it('nobody else is erased along', async () => {
  await isKnownEverywhere('xenia');
  expect(await erase('xen')).toMatchObject({ body: { journeys: 0, calls: 0, places: 0, deadLetters: 0, steps: 0 } });
  expect(await erase('zoe')).toMatchObject({ body: { journeys: 0, calls: 0, places: 0, deadLetters: 0, steps: 0 } });
  expect(await stored()).toContain('much');
  expect(await stage.call('DELETE', 'enrichment', '/profiles/CRMID/xenia')).toMatchObject({
    body: { calls: 0, places: 0 },
  });
});
