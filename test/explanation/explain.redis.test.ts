import { HOUR_MS, isJsonObject, type JsonObject } from '@waystream/core';
import { explanationForm, personJourneysForm } from '@waystream/journey';
import { aJourney, anEvent } from '@waystream/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { explanationStage } from './explanation-stage.js';

const REMINDER = aJourney(
  'Reminder',
  [
    { id: 'cart', type: 'event', event: 'Cart', next: 'ordered' },
    { id: 'ordered', type: 'event', event: 'Order', label: 'An order', timeout: { duration: 'P1D', next: 'late' } },
    { id: 'late', type: 'end', label: 'Too late' },
  ],
  { properties: { reentrance: { allowed: true, waitPeriod: 'P30D' } } },
);

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage();
  return () => stage.close();
});

async function openStage() {
  const { call, sends, clock, close } = await explanationStage({
    events: [anEvent('Cart'), anEvent('Order')],
    journeys: [REMINDER],
  });
  const get = (path: string, apiKey = 'dev') => call('GET', 'enrichment', path, { apiKey });
  const explained = async (person: string, journey = 'Reminder') => {
    const { body } = await get(`/profiles/Email/${person}/explain?journey=${encodeURIComponent(journey)}`);
    return explanationForm.parse(body);
  };
  return {
    get,
    explained,
    clock,
    sends,
    close,
    journeys: async (person: string) =>
      personJourneysForm.parse((await get(`/profiles/Email/${person}/journeys`)).body),
    /** Waits until the explanation's latest entry has the code. */
    until: (person: string, code: string) =>
      vi.waitUntil(async () => (await explained(person)).story.at(-1)?.code === code, {
        timeout: 10_000,
        interval: 20,
      }),
  };
}

describe('a person who waits', () => {
  it('is shown where they are, what is awaited and how they came there', async () => {
    await stage.sends('ada', 'Cart');
    await stage.until('ada', 'passed');
    const { items, refusals, logSince } = await stage.journeys('ada');
    expect(items).toEqual([
      expect.objectContaining({
        name: 'Reminder',
        version: 1,
        enteredAt: '2026-03-02T09:00:00.000Z',
        expiresAt: '2026-04-01T09:00:00.000Z',
        status: 'running',
        currentActivities: [{ id: 'ordered', label: 'An order', type: 'event' }],
        awaiting: [expect.objectContaining({ kind: 'event', name: 'Order', dueAt: '2026-03-03T09:00:00.000Z' })],
        steps: [expect.objectContaining({ activity: 'cart', status: 'transitions', path: 'next' })],
      }),
    ]);
    expect([refusals, logSince]).toEqual([[], null]);
  });

  it('is explained by the uid of the journey as by its name', async () => {
    await stage.sends('alf', 'Cart');
    await stage.until('alf', 'passed');
    const byName = await stage.explained('alf');
    expect(byName).toMatchObject({ entered: true, verdict: { code: 'inside' } });
    expect(await stage.explained('alf', byName.journey.uid)).toEqual(byName);
  });
});

it('a person who has come to the end is explained from the log', async () => {
  await stage.sends('bob', 'Cart');
  await stage.until('bob', 'passed');
  await stage.sends('bob', 'Order');
  await stage.until('bob', 'completed');
  expect(await stage.explained('bob')).toMatchObject({
    person: { namespace: 'Email', id: 'bob' },
    entered: true,
    verdict: { code: 'completed' },
    awaiting: [],
  });
  expect((await stage.journeys('bob')).items).toEqual([
    expect.objectContaining({ status: 'completed', endedAt: expect.any(String), currentActivities: [] }),
  ]);
});

it('a refused entrance is explained with its reason and until when it holds', async () => {
  await stage.sends('cyd', 'Cart');
  await stage.until('cyd', 'passed');
  await stage.sends('cyd', 'Order');
  await stage.until('cyd', 'completed');
  stage.clock.advance(HOUR_MS);
  await stage.sends('cyd', 'Cart');
  await stage.until('cyd', 'reentranceWaitPeriod');
  const { story } = await stage.explained('cyd');
  expect(story.at(-1)?.message).toMatch(/it lasts until 2026-04-01T/);
  const { refusals } = await stage.journeys('cyd');
  expect(refusals).toMatchObject([{ name: 'Reminder', version: 1, reason: 'reentranceWaitPeriod' }]);
});

it('a person who was never seen has been nowhere, and is told what would have let them in', async () => {
  expect(await stage.journeys('dan')).toEqual({ items: [], refusals: [], logSince: null });
  expect(await stage.explained('dan')).toMatchObject({
    entered: false,
    verdict: { code: 'noEntrySeen', message: expect.stringContaining('No event Cart') },
    story: [],
  });
});

describe('a question', () => {
  it('about a journey that there is not is answered with the name that comes near', async () => {
    const { status, body } = await stage.get('/profiles/Email/ada/explain?journey=Remindr');
    expect([status, body]).toEqual([404, expect.objectContaining({ detail: expect.stringContaining('"Reminder"') })]);
  });

  it('that names no journey is refused', async () => {
    expect(await stage.get('/profiles/Email/ada/explain')).toMatchObject({ status: 422, body: { code: 'invalid' } });
  });

  it('needs credentials', async () => {
    for (const path of ['journeys', 'explain?journey=Reminder']) {
      expect(await stage.get(`/profiles/Email/ada/${path}`, 'wrong')).toMatchObject({ status: 401 });
    }
  });

  it('is described in OpenAPI with its permission', async () => {
    const { body } = await stage.get('/openapi.json');
    const paths: JsonObject = isJsonObject(body) && isJsonObject(body.paths) ? body.paths : {};
    for (const path of ['journeys', 'explain']) {
      expect(paths[`/profiles/{namespace}/{id}/${path}`]).toMatchObject({
        get: { 'x-waystream-access': 'profiles.manage', responses: { 200: expect.anything() } },
      });
    }
  });
});
