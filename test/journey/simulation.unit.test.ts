import type { JsonObject } from '@waystream/core';
import { createSimulation, type JourneyDocumentInput, type SimulationResult, simulate } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { aCatalogue, aPlan, timeAt } from './simulation-world.js';

const ORDER_OR_HOUR = aJourney('Cart', [
  { id: 'cart', type: 'event', event: 'Cart', next: 'first' },
  {
    id: 'first',
    type: 'action',
    action: 'First',
    parameters: { text: "'a'" },
    next: ['order', 'hour'],
    onError: { next: 'sorry' },
  },
  { id: 'order', type: 'event', event: 'Order', next: 'second' },
  { id: 'hour', type: 'wait', duration: 'PT1H', next: 'late' },
  { id: 'second', type: 'action', action: 'Second', parameters: { text: '@{Order.id}' } },
  { id: 'late', type: 'end', label: 'Late' },
  { id: 'sorry', type: 'end', label: 'Sorry' },
]);

const cart = (person: string, seconds: number): JsonObject => ({ event: 'Cart', person, at: timeAt(seconds) });
const order = (person: string, seconds: number): JsonObject => ({
  event: 'Order',
  person,
  at: timeAt(seconds),
  payload: { id: `o-${seconds}` },
});

const catalogue = aCatalogue(ORDER_OR_HOUR);
const run = (records: JsonObject[], more: object = {}) => simulate(aPlan({ catalogue, records, ...more }));

/** `[seconds since the start, activity, status]` for each step of a person. */
function way({ people }: SimulationResult, person: string) {
  const steps = people.find((one) => one.person === person)?.steps ?? [];
  return steps.map(({ at, activity, status }) => [(Date.parse(at) - Date.parse(timeAt(0))) / 1_000, activity, status]);
}

const figuresOf = ({ journeys }: SimulationResult) => journeys[0]?.figures;

describe('the virtual clock of a simulation', () => {
  it('plays events and waits of all people in the order of time, whatever the order of the records', () => {
    const result = run([order('bob', 1_800), cart('bob', 60), cart('ada', 0)]);
    expect(way(result, 'ada')).toEqual([
      [0, 'cart', 'transitions'],
      [0, 'first', 'transitions'],
      [3_600, 'hour', 'transitions'],
      [3_600, 'late', 'ended'],
    ]);
    expect(way(result, 'bob')).toEqual([
      [60, 'cart', 'transitions'],
      [60, 'first', 'transitions'],
      [1_800, 'order', 'transitions'],
      [1_800, 'second', 'ended'],
    ]);
    expect(result.people.map(({ person }) => person)).toEqual(['ada', 'bob']);
  });

  it('never goes back', () => {
    const simulation = createSimulation(
      aPlan({
        catalogue,
        records: [cart('ada', 0), cart('bob', 10), order('ada', 20)],
        stubs: { actions: { First: { elapsed: 'PT4S' } } },
      }),
    );
    const times = [simulation.now()];
    while (simulation.proceed(1)) times.push(simulation.now());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('lets a wait end before an event that comes at its very end', () => {
    expect(way(run([cart('ada', 0), order('ada', 3_600)]), 'ada').at(-1)).toEqual([3_600, 'late', 'ended']);
  });

  it('leaves people where they are when it stops, with what they wait for', () => {
    const result = run([cart('ada', 0)], { until: 'PT30M' });
    expect(result.people).toMatchObject([
      {
        person: 'ada',
        namespace: 'Email',
        waiting: [
          { activity: 'order', until: null },
          { activity: 'hour', until: timeAt(3_600) },
        ],
      },
    ]);
    expect(figuresOf(result)).toMatchObject({ entered: 1, current: 1 });
    expect(result.until).toBe(timeAt(1_800));
  });
});

describe('a stub', () => {
  it('answers after the time it takes, while the clock goes on for others', () => {
    const stubs = { actions: { First: { elapsed: 'PT3S', body: { messageId: 'm' } } } };
    const result = run([cart('ada', 0), cart('bob', 1)], { stubs });
    expect(way(result, 'ada').slice(0, 2)).toEqual([
      [0, 'cart', 'transitions'],
      [3, 'first', 'transitions'],
    ]);
    expect(way(result, 'bob')[1]).toEqual([4, 'first', 'transitions']);
    expect(result.sends.map(({ person, at }) => [person, at])).toEqual([
      ['ada', timeAt(0)],
      ['bob', timeAt(1)],
    ]);
  });

  it('lets an event that comes meanwhile be held for the activity after the call', () => {
    const result = run([cart('ada', 0), order('ada', 2)], { stubs: { actions: { First: { elapsed: 'PT3S' } } } });
    expect(way(result, 'ada').slice(1)).toEqual([
      [3, 'first', 'transitions'],
      [3, 'order', 'transitions'],
      [3, 'second', 'ended'],
    ]);
  });

  it.each([
    ['an HTTP error', { status: 503 }, 0, 'error', 'http_503'],
    ['a call that times out', { fail: 'timeout' }, 5, 'timedout', 'timeout'],
    ['a call that takes longer than the journey waits', { elapsed: 'PT6S' }, 5, 'timedout', 'timeout'],
    ['a call that is capped', { fail: 'capped' }, 0, 'capped', 'capped'],
    ['a call that fails', { fail: 'error' }, 0, 'error', 'internal'],
  ])('stands for %s, and the alternative path is taken', (_, stub, seconds, status, reason) => {
    const result = run([cart('ada', 0)], { stubs: { actions: { First: stub } } });
    expect(way(result, 'ada').slice(1)).toEqual([
      [seconds, 'first', status],
      [seconds, 'sorry', 'ended'],
    ]);
    expect(result.people[0]?.steps[1]).toMatchObject({ reason, path: 'error' });
  });

  it('is one of several in proportion to their shares, and the same seed gives the same ones', () => {
    const records = Array.from({ length: 100 }, (_, index) => cart(`p${index}`, index));
    const stubs = { actions: { First: [{ share: 3 }, { status: 500, share: 1 }] } };
    const failed = (seed: string) => run(records, { stubs, seed }).journeys[0]?.activities[1]?.errors ?? 0;
    expect(failed('a')).toBeGreaterThan(15);
    expect(failed('a')).toBeLessThan(35);
    expect(failed('a')).toBe(failed('a'));
    expect(['b', 'c', 'd'].some((seed) => failed(seed) !== failed('a'))).toBe(true);
  });

  it('that nothing asks for is told', () => {
    expect(run([cart('ada', 0)], { stubs: { actions: { Frist: {} } } }).unusedStubs).toEqual(['Frist']);
  });
});

describe('data in a simulation', () => {
  const sunny = aJourney('Data', [
    { id: 'cart', type: 'event', event: 'Cart', next: 'sunny' },
    {
      id: 'sunny',
      type: 'condition',
      paths: [
        { id: 'gold', expression: '#{ExperiencePlatform.Tier.tier} == "gold"' },
        { id: 'sun', expression: '#{Weather.Now.sunny}' },
      ],
      otherwise: {},
      onError: {},
    },
  ]);
  const sky = aCatalogue(sunny);
  const pathOf = (more: object) => run([cart('ada', 0)], { catalogue: sky, ...more }).people[0]?.steps.at(-1)?.path;

  it('comes from the profiles and from stubs by data source or field group', () => {
    expect(pathOf({ profiles: { ada: { tier: 'gold' } } })).toBe('gold');
    expect(pathOf({ stubs: { dataSources: { Weather: { body: { sunny: true } } } } })).toBe('sun');
    expect(pathOf({ stubs: { dataSources: { 'Weather.Now': { body: { sunny: true } } } } })).toBe('sun');
    expect(pathOf({})).toBe('otherwise');
  });

  it('that cannot be had is an error of the activity', () => {
    expect(pathOf({ stubs: { dataSources: { Weather: { status: 500 } } } })).toBe('error');
  });
});

describe('the figures of a simulation', () => {
  const people = Array.from({ length: 60 }, (_, index) => `p${index}`);
  const records = people.flatMap((person, index) => [
    cart(person, index),
    ...(index % 3 === 0 ? [order(person, 1_000 + index)] : []),
    ...(index % 5 === 0 ? [cart(person, 500 + index)] : []),
  ]);
  const more = { stubs: { actions: { First: [{}, { status: 500 }] } }, until: 'PT40M' };

  it('add up: whoever entered is inside or has ended, and activities agree with their paths', () => {
    const result = run(records, more);
    const [journey] = result.journeys;
    if (!journey) throw new Error('there is no journey');
    const { entered, current, completed, failed, timedOut, stopped } = journey.figures;
    expect(entered).toBe(current + completed + failed + timedOut + stopped);
    expect(current).toBe(result.people.filter(({ waiting }) => waiting.length > 0).length);
    expect(journey.activities[0]?.entered).toBe(entered);
    for (const activity of journey.activities.filter(({ paths }) => Object.keys(paths).length > 0)) {
      const left = Object.values(activity.paths).reduce((sum, taken) => sum + taken, 0);
      expect(left).toBe(activity.completed + activity.errors + activity.timedOut + activity.capped);
    }
    expect(journey.sent).toEqual([
      { activity: 'first', channel: 'custom', action: 'First', count: entered },
      { activity: 'second', channel: 'custom', action: 'Second', count: expect.any(Number) },
    ]);
  });

  it('are the same for the same input, down to every step and send', () => {
    expect(run(records, more)).toEqual(run(records, more));
  });

  it('count everybody when only some ways are kept', () => {
    const all = run(records, more);
    const plan = aPlan({ catalogue, records, ...more });
    const some = simulate({ ...plan, bounds: { only: new Set(['p3']) } });
    expect(some.journeys).toEqual(all.journeys);
    expect(some.people).toEqual(all.people.filter(({ person }) => person === 'p3'));
    expect(some.leftOut.people).toBe(all.people.length - 1);
    expect(some.sends.length + some.leftOut.sends).toBe(all.sends.length);
  });

  it('tell why entrances were refused', () => {
    const result = run([cart('ada', 0), cart('ada', 10)]);
    expect(figuresOf(result)).toMatchObject({ entered: 1, discarded: { alreadyInside: 1 } });
  });
});

describe('a draft', () => {
  it('is simulated as if it were live, and nobody enters other journeys', () => {
    const other: JourneyDocumentInput = { ...ORDER_OR_HOUR, name: 'Other' };
    const both = aCatalogue(ORDER_OR_HOUR, other);
    both.set('version', 'Other-1', { ...both.versions.get('Other-1'), status: 'live' });
    const { journeys } = run([cart('ada', 0)], { catalogue: both });
    expect(journeys.map(({ journey, figures }) => [journey, figures.entered])).toEqual([['Cart', 1]]);
    expect(both.versions.get('Cart-1')?.status).toBe('draft');
  });
});
