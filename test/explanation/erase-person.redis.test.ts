import { isJsonObject } from '@waystream/core';
import { explanationForm, personId, personJourneysForm } from '@waystream/journey';
import { aJourney, anEvent } from '@waystream/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type ExplanationStage, explanationStage } from './explanation-stage.js';

const PATIENCE = { timeout: 10_000, interval: 20 };

const WORLD = {
  events: [anEvent('Cart', { total: 'number', note: 'string' }), anEvent('Order')],
  journeys: ['Reminder', 'Resting'].map((name) =>
    aJourney(
      name,
      [
        { id: 'cart', type: 'event', event: 'Cart', next: 'gift' },
        {
          id: 'gift',
          type: 'condition',
          paths: [{ id: 'yes', expression: "@{Cart.note} == 'for ursula'", next: 'ordered' }],
        },
        { id: 'ordered', type: 'event', event: 'Order', timeout: { duration: 'P1D' } },
      ],
      { properties: { reentrance: { allowed: false } } },
    ),
  ),
};

let stage: ExplanationStage;
beforeAll(async () => {
  stage = await explanationStage(WORLD);
  return () => stage.close();
});

const erase = (person: string) => stage.call('DELETE', 'enrichment', `/profiles/Email/${person}`);

async function journeysOf(person: string) {
  const { body } = await stage.call('GET', 'enrichment', `/profiles/Email/${person}/journeys`);
  return personJourneysForm.parse(body);
}

const rest = (verb: 'pause' | 'resume') =>
  stage.call('POST', 'authoring', `/authoring/journeyVersions/${stage.versions.get('Resting')}/${verb}`);

/** Has the person wait in both journeys. */
async function enters(person: string): Promise<void> {
  await stage.call('PUT', 'enrichment', `/profiles/Email/${person}`, { body: { attributes: { note: 'for ursula' } } });
  await stage.sends(person, 'Cart', { total: 7, note: 'for ursula' });
  await vi.waitUntil(async () => (await journeysOf(person)).items.length === 2, PATIENCE);
}

async function figuresOf(journey: string) {
  const { body } = await stage.call('GET', 'reporting', `/reports/journeys/${stage.versions.get(journey)}`);
  return isJsonObject(body) ? body.figures : null;
}

/** Everything that Redis holds in the partition of a person, as text. */
async function storedBeside(person: string): Promise<string> {
  const { connections, keyspace } = stage.store;
  const { commands } = connections;
  const partition = keyspace.partitionOf(personId({ sandbox: 'prod', namespace: 'Email', key: person }));
  const streams = [keyspace.steps(partition), keyspace.inbox(partition), keyspace.dead(partition)];
  return JSON.stringify([
    await Promise.all(streams.map((stream) => commands.xrange(stream, '-', '+'))),
    await commands.hgetall(keyspace.people(partition)),
    await commands.hgetall(keyspace.profiles(partition)),
    await commands.zrange(keyspace.timers(partition), '0', '-1'),
  ]);
}

describe('a person who is erased', () => {
  it('leaves every journey and no trace, while figures stay', async () => {
    await enters('ulla');
    await rest('pause');
    expect(await storedBeside('ulla')).toContain('for ursula');

    const receipt = { erased: true, at: expect.any(String), profile: true, journeys: 2, steps: 10 };
    expect(await erase('ulla')).toMatchObject({ status: 200, body: receipt });
    const left = await storedBeside('ulla');
    expect(left).not.toContain('ulla');
    expect(left).not.toContain('for ursula');
    expect(await journeysOf('ulla')).toMatchObject({ items: [], refusals: [] });
    const { body } = await stage.call('GET', 'enrichment', '/profiles/Email/ulla/explain?journey=Reminder');
    expect(explanationForm.parse(body)).toMatchObject({ entered: false, verdict: { code: 'noEntrySeen' }, story: [] });
    for (const journey of ['Reminder', 'Resting']) {
      await expect.poll(() => figuresOf(journey), PATIENCE).toMatchObject({ entered: 1, stopped: 1, current: 0 });
    }
    await rest('resume');
  });

  it('can be erased again, and come again as somebody new', async () => {
    const nothing = { erased: true, profile: false, journeys: 0, steps: 0 };
    expect(await erase('vera')).toMatchObject({ status: 200, body: nothing });
    await enters('vera');
    expect(await erase('vera')).toMatchObject({ status: 200, body: { profile: true, journeys: 2 } });
    expect(await erase('vera')).toMatchObject({ status: 200, body: nothing });
    await enters('vera');
    expect((await journeysOf('vera')).items).toHaveLength(2);
  });

  it('takes nobody else along', async () => {
    await Promise.all(['wanda', 'wilma'].map(enters));
    await erase('wanda');
    expect((await journeysOf('wilma')).items).toMatchObject([{ status: 'running' }, { status: 'running' }]);
    expect((await journeysOf('wanda')).items).toEqual([]);
  });
});
