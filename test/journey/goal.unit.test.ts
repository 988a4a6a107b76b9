import { DAY_MS } from '@waystream/core';
import { decodePerson, encodePerson, isForgettable, nextDueMs, type StepEvent } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld, NOW } from './live-world.js';

const WEEK_LATER = NOW + 7 * DAY_MS;

const properties = { goal: { event: 'Order', within: 'P7D' } };
const cart = { id: 'cart', type: 'event' as const, event: 'Cart' };
/** Over at once for whoever enters. */
const short = aJourney('Short', [cart], { properties });
/** Half of the people wait for two days, the others are held out. */
const tried = aJourney(
  'Tried',
  [
    { ...cart, next: 'test' },
    {
      id: 'test',
      type: 'condition',
      kind: 'experiment',
      paths: [
        { id: 'offer', percentage: 50, next: 'wait' },
        { id: 'nothing', percentage: 50, holdout: true },
      ],
    },
    { id: 'wait', type: 'wait', duration: 'P2D' },
  ],
  { properties },
);

const conversions = (steps: StepEvent[]) =>
  steps.filter(({ status }) => status === 'converted').map(({ path, instance }) => [path, instance]);

describe('the goal of a journey', () => {
  it('counts a conversion once for each entrance, also when the instance has ended', () => {
    const world = liveWorld(short);
    const [first] = world.sends('ada', 'Cart').steps;
    const [second] = world.sends('ada', 'Cart').steps;
    const converted = world.sends('ada', 'Order', {}, NOW + DAY_MS).steps;
    expect(conversions(converted)).toEqual([
      [null, first?.instance],
      [null, second?.instance],
    ]);
    expect(world.sends('ada', 'Order', {}, NOW + DAY_MS).steps).toEqual([]);
  });

  it('counts a conversion for everybody who entered and nobody else', () => {
    const world = liveWorld(short);
    world.sends('ada', 'Cart');
    expect(world.sends('bob', 'Order').steps).toEqual([]);
    expect(conversions(world.sends('ada', 'Order').steps)).toHaveLength(1);
  });

  it('counts until its time is over and then remembers nothing', () => {
    const world = liveWorld(short);
    world.sends('ada', 'Cart');
    world.sends('bob', 'Cart');
    expect(nextDueMs(world.state('ada'))).toBe(WEEK_LATER);
    expect(conversions(world.sends('ada', 'Order', {}, WEEK_LATER - 1).steps)).toHaveLength(1);
    expect(world.sends('bob', 'Order', {}, WEEK_LATER).steps).toEqual([]);
    expect(isForgettable(world.timer('bob', WEEK_LATER).state)).toBe(true);
  });

  it('counts no event that its condition refuses, and goes on looking', () => {
    const condition = '@{Order.total} >= 50';
    const world = liveWorld({ ...short, properties: { goal: { ...properties.goal, condition } } });
    world.sends('ada', 'Cart');
    expect(world.sends('ada', 'Order', { total: 20 }).steps).toEqual([]);
    expect(conversions(world.sends('ada', 'Order', { total: 50 }).steps)).toHaveLength(1);
  });

  it('does not count the event with which the person enters', () => {
    const world = liveWorld({ ...short, properties: { goal: { event: 'Cart', within: 'P7D' } } });
    expect(conversions(world.sends('ada', 'Cart').steps)).toEqual([]);
    expect(conversions(world.sends('ada', 'Cart').steps)).toHaveLength(1);
  });

  it.each([
    ['the person', "#{JourneyProperties.externalKey} == 'ada'"],
    ['the namespace', "#{JourneyProperties.namespace} == 'Email'"],
    ['the sandbox', "#{JourneyProperties.sandboxName} == 'prod'"],
    ['the instance', "#{JourneyProperties.instanceUID} != ''"],
    ['the version', "#{JourneyProperties.journeyVersionUID} == 'v1'"],
  ])('knows %s when it asks', (_what, condition) => {
    const world = liveWorld({ ...short, properties: { goal: { ...properties.goal, condition } } });
    for (const person of ['ada', 'bob']) world.sends(person, 'Cart');
    expect(conversions(world.sends('ada', 'Order').steps)).toHaveLength(1);
    const isAboutAda = condition.includes('ada');
    expect(conversions(world.sends('bob', 'Order').steps)).toHaveLength(isAboutAda ? 0 : 1);
  });

  it('counts for the treatment that the person got, the holdout included', () => {
    const world = liveWorld(tried);
    const people = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    const treatments = people.map((person) => {
      const treatment = world.sends(person, 'Cart').steps.find(({ node }) => node === 'test')?.path;
      const [conversion] = conversions(world.sends(person, 'Order').steps);
      expect(conversion?.[0]).toBe(`test:${treatment}`);
      return treatment;
    });
    expect(new Set(treatments)).toEqual(new Set(['offer', 'nothing']));
  });

  it('counts for the treatment of each experiment that the person came by', () => {
    const experiment = (id: string, next: string) => ({
      ...{ id, type: 'condition' as const, kind: 'experiment' as const },
      paths: [{ id: `${id}-only`, percentage: 100, next }],
    });
    const wait = { id: 'wait', type: 'wait' as const, duration: 'P1D', next: 'last' };
    const twice = aJourney(
      'Twice',
      [
        { ...cart, next: 'first' },
        experiment('first', 'second'),
        experiment('second', 'wait'),
        wait,
        experiment('last', 'rest'),
        { id: 'rest', type: 'wait', duration: 'P1D' },
      ],
      { properties },
    );
    const world = liveWorld(twice);
    world.sends('ada', 'Cart');
    world.sends('bob', 'Cart');
    expect(conversions(world.sends('ada', 'Order').steps)[0]?.[0]).toBe('first:first-only,second:second-only');
    world.timer('bob', NOW + DAY_MS);
    expect(conversions(world.sends('bob', 'Order', {}, NOW + DAY_MS).steps)[0]?.[0]).toBe(
      'first:first-only,second:second-only,last:last-only',
    );
  });

  it('counts what happened within its time also when it is decided later', () => {
    const world = liveWorld(short);
    const [entered] = world.sends('ada', 'Cart').steps;
    const late = {
      v: 1 as const,
      type: 'event' as const,
      id: 'late',
      person: entered?.person ?? '',
      events: ['Order'],
    };
    const { steps } = world.decides({ ...late, payload: { person: 'ada' }, at: WEEK_LATER - 1 }, WEEK_LATER + 1);
    expect(conversions(steps)).toHaveLength(1);
  });

  it('is looked for across a stored state', () => {
    const world = liveWorld(tried);
    const { state } = world.sends('ada', 'Cart');
    expect(decodePerson(encodePerson(state))).toEqual(state);
    expect(state.watches.map(({ treatment }) => treatment?.split(':')[0])).toEqual(['test']);
  });
});
