import { isJsonObject, type JsonObject } from '@waystream/core';
import { type InstanceLog, versionLogForm } from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type ExplanationStage, explanationStage } from './explanation-stage.js';

const TRYOUT = aJourney('Tryout', [
  { id: 'cart', type: 'event', event: 'Cart', next: 'size' },
  {
    id: 'size',
    type: 'condition',
    label: 'How large?',
    paths: [
      { id: 'small', label: 'Small', expression: '@{Cart.total} < 50', next: 'order' },
      { id: 'fair', label: 'Fair', expression: '@{Cart.total} < 100', next: 'remind' },
    ],
    otherwise: { next: 'sun' },
  },
  { id: 'order', type: 'event', event: 'Order', label: 'An order', next: 'done' },
  { id: 'remind', type: 'action', action: 'Remind', parameters: { text: "'hi'" } },
  { id: 'sun', type: 'condition', paths: [{ id: 'warm', expression: '#{Weather.now.celsius} > 25', next: 'done' }] },
  { id: 'done', type: 'end', label: 'Done' },
]);

const WORLD = {
  events: [anEvent('Cart', { total: 'number', note: 'string' }), anEvent('Order', { id: 'string' })],
  actions: [anAction('Remind', ['text'])],
  dataSources: [
    {
      definition: { name: 'Weather', url: 'http://endpoint/weather' },
      fieldGroups: [{ name: 'now', method: 'GET', responsePayload: { celsius: 20.5 } }],
    },
  ],
  answers: () => ({ status: 404 }),
  journeys: [TRYOUT, aJourney('Live', [{ id: 'order', type: 'event', event: 'Order' }])],
  drafts: ['Tryout'],
  profiles: Object.fromEntries(['ada', 'bob', 'cyd'].map((name) => [name, { testProfile: true }])),
};

let stage: ExplanationStage;
let path: string;
beforeAll(async () => {
  stage = await explanationStage(WORLD);
  path = `/authoring/journeyVersions/${stage.versions.get('Tryout')}`;
  return () => stage.close();
});

const read = async (query = '') => {
  const { body } = await stage.call('GET', 'authoring', `${path}/log${query}`);
  return versionLogForm.parse(body);
};
const testMode = (enabled: boolean) => stage.call('PUT', 'authoring', `${path}/test`, { body: { enabled } });

/** The log, once it tells of these people in these phases. */
async function logOf(phases: Record<string, InstanceLog['phase']>): Promise<Record<string, InstanceLog>> {
  const wanted = JSON.stringify(Object.entries(phases).sort());
  return vi.waitUntil(
    async () => {
      const { items } = await read();
      const told = items.map((item) => [item.person.id, item.phase]).sort();
      const isSettled = items.every(({ transitions }) => transitions.length > 1);
      return (
        JSON.stringify(told) === wanted && isSettled && Object.fromEntries(items.map((item) => [item.person.id, item]))
      );
    },
    { timeout: 10_000, interval: 20 },
  );
}

describe('the log of a test', () => {
  it('tells of every test profile where they are, what was seen and what went wrong', async () => {
    expect((await testMode(true)).status).toBe(200);
    expect(await read()).toEqual({ items: [], nextCursor: null, logSince: null });
    await stage.sends('ada', 'Cart', { total: 20, note: 'a gift' });
    await stage.sends('bob', 'Cart', { total: 80 });
    await stage.sends('cyd', 'Cart', { total: 200 });
    await stage.sends('dan', 'Cart', { total: 20 });
    const { ada, bob, cyd } = await logOf({ ada: 'running', bob: 'error', cyd: 'error' });

    const at = '2026-03-02T09:00:00.000Z';
    expect(ada).toMatchObject({
      person: { namespace: 'Email', id: 'ada' },
      enteredAt: at,
      endedAt: null,
      current: [{ id: 'order', label: 'An order', type: 'event' }],
      info: 'Waits at "An order" for the event Order.',
      fetchErrors: [],
      actionErrors: [],
      enriched: [{ at, activity: 'size', label: 'How large?', values: { 'Cart.total': 20 } }],
      events: { Cart: { total: 20 } },
      transitions: [
        { activity: 'cart', status: 'transitions', path: 'next', event: 'Cart' },
        { activity: 'size', status: 'transitions', path: 'small', event: null },
      ],
    });
    expect(bob).toMatchObject({
      endedAt: at,
      current: [{ id: 'remind', label: null, type: 'action' }],
      info: 'The error ended the journey for the person.',
      fetchErrors: [],
      actionErrors: [{ at, activity: 'remind', label: null, code: 'http_404' }],
      events: null,
    });
    expect(cyd).toMatchObject({
      current: [{ id: 'sun', label: null, type: 'condition' }],
      fetchErrors: [{ at, activity: 'sun', label: null, code: 'http_404' }],
      actionErrors: [],
    });
  });

  it('is read page by page, the latest entrance first', async () => {
    await stage.sends('ada', 'Order');
    await logOf({ ada: 'finished', bob: 'error', cyd: 'error' });
    stage.clock.advance(1_000);
    await stage.sends('ada', 'Cart', { total: 20 });
    await vi.waitUntil(async () => (await read()).items[0]?.phase === 'running', { timeout: 10_000, interval: 20 });
    const read1 = await read('?limit=1');
    expect(read1.items).toMatchObject([{ person: { id: 'ada' }, enteredAt: '2026-03-02T09:00:01.000Z' }]);
    const rest = await read(`?cursor=${read1.nextCursor}`);
    expect(rest.items.map(({ person }) => person.id).sort()).toEqual(['ada', 'bob', 'cyd']);
    expect(rest.nextCursor).toBeNull();
  });

  it('begins anew with the next test, and is none once the test is over', async () => {
    await testMode(false);
    expect(await stage.call('GET', 'authoring', `${path}/log`)).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      body: { code: 'wrongState', detail: expect.stringContaining('is draft and not under test') },
    });
    await testMode(true);
    expect((await read()).items).toEqual([]);
  });

  it('is refused for a live version, and for one that there is not', async () => {
    const live = `/authoring/journeyVersions/${stage.versions.get('Live')}/log`;
    expect(await stage.call('GET', 'authoring', live)).toMatchObject({ status: 409, body: { code: 'wrongState' } });
    const nothing = await stage.call('GET', 'authoring', '/authoring/journeyVersions/nothing/log');
    expect(nothing).toMatchObject({ status: 404, body: { code: 'notFound' } });
  });

  it('is described in OpenAPI with its form and its permission', async () => {
    const { body } = await stage.call('GET', 'authoring', '/openapi.json');
    const paths: JsonObject = isJsonObject(body) && isJsonObject(body.paths) ? body.paths : {};
    expect(paths['/authoring/journeyVersions/{uid}/log']).toMatchObject({
      get: {
        'x-waystream-access': 'journeys.publish',
        parameters: expect.arrayContaining([expect.objectContaining({ name: 'limit' })]),
        responses: {
          200: { content: { 'application/json': { schema: { properties: { items: expect.anything() } } } } },
        },
      },
    });
  });
});
