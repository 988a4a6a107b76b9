import { aJourney, anEvent, type Stage, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { note: 'string' });
const order = anEvent('OrderPlaced');
const entry = { id: 'cart', type: 'event' as const, event: 'CartAbandoned', next: 'way' };
const done = { id: 'done', type: 'end' as const, label: 'Done' };
const failed = { id: 'failed', type: 'end' as const, label: 'Failed' };
const way = { id: 'way', type: 'condition' as const };

const crowd = Array.from({ length: 12 }, (_, index) => `person-${index}`);
/** So many that each of a few treatments gets somebody, whatever uid the journey has got. */
const many = Array.from({ length: 50 }, (_, index) => `person-${index}`);

/** The paths that a person has taken at the condition, in order. */
async function pathsOf(stage: Stage, person: string): Promise<(string | null)[]> {
  const steps = await stage.steps(person);
  return steps.filter(({ node }) => node === 'way').map(({ path }) => path);
}

/** Every story begins on Monday, 2 March 2026, 09:00 UTC. */
export const decidingStories: Story[] = [
  {
    title: 'an expression that cannot be worked out leads to the alternative path where there is one',
    world: {
      events: [cart],
      journeys: [
        aJourney('Counting', [
          entry,
          {
            ...way,
            paths: [{ id: 'many', expression: 'toInteger(@{CartAbandoned.note}) > 3', next: 'done' }],
            otherwise: { next: 'done' },
            onError: { next: 'failed' },
          },
          done,
          failed,
        ]),
      ],
    },
    async play(stage) {
      for (const note of ['7', '2', 'many']) await stage.sends(`with-${note}`, 'CartAbandoned', { note });
      expect(wayOf(await stage.steps('with-7'))).toEqual(['cart:next', 'way:many', 'done:ended']);
      expect(wayOf(await stage.steps('with-2'))).toEqual(['cart:next', 'way:otherwise', 'done:ended']);
      expect(wayOf(await stage.steps('with-many'))).toEqual(['cart:next', 'way:error', 'failed:ended']);
      expect((await stage.steps('with-many')).find(({ node }) => node === 'way')?.code).toBe('evaluation');
    },
  },
  {
    title: "a condition over times goes by hours and days of the person's own clock",
    world: {
      events: [cart],
      profiles: { ada: { timeZone: 'Asia/Tokyo' }, bob: { timeZone: 'America/Los_Angeles' } },
      journeys: [
        aJourney(
          'Opening hours',
          [
            entry,
            {
              ...way,
              kind: 'time',
              paths: [
                { id: 'night', hours: { from: '22:00', to: '06:00' } },
                { id: 'monday', days: ['monday'], hours: { from: '09:00', to: '17:00' } },
              ],
              otherwise: { next: 'done' },
            },
            done,
          ],
          { properties: { timezone: 'UTC', useProfileTimezone: true } },
        ),
      ],
    },
    async play(stage) {
      for (const person of ['ada', 'bob', 'cyd']) await stage.sends(person, 'CartAbandoned');
      expect(await pathsOf(stage, 'ada')).toEqual(['otherwise']);
      expect(await pathsOf(stage, 'bob')).toEqual(['night']);
      expect(await pathsOf(stage, 'cyd')).toEqual(['monday']);
      await stage.after('P1D');
      await stage.sends('cyd', 'CartAbandoned');
      expect(await pathsOf(stage, 'cyd')).toEqual(['monday', 'otherwise']);
    },
  },
  {
    title: 'hours keep to the clock of the journey when daylight saving begins',
    world: {
      events: [cart],
      journeys: [
        aJourney(
          'Morning',
          [
            entry,
            { ...way, kind: 'time', paths: [{ id: 'early', hours: { from: '06:00', to: '09:00' } }], otherwise: {} },
          ],
          { properties: { timezone: 'Europe/Berlin' } },
        ),
      ],
    },
    async play(stage) {
      await stage.after('P25DT22H');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('P1D');
      await stage.sends('ada', 'CartAbandoned');
      // 07:00 UTC is 08:00 on 28 March and 09:00 on the day after.
      expect(await pathsOf(stage, 'ada')).toEqual(['early', 'otherwise']);
    },
  },
  {
    title: 'a condition over dates takes the first range that holds the day',
    world: {
      events: [cart],
      journeys: [
        aJourney(
          'Sale',
          [
            entry,
            {
              ...way,
              kind: 'date',
              paths: [
                { id: 'before', to: '2026-03-02T18:00+09:00' },
                { id: 'sale', from: '2026-03-02', to: '2026-03-03' },
              ],
              otherwise: { next: 'done' },
            },
            done,
          ],
          { properties: { timezone: 'Asia/Tokyo' } },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT6H');
      await stage.sends('ada', 'CartAbandoned');
      expect(await pathsOf(stage, 'ada')).toEqual(['sale', 'otherwise']);
    },
  },
  {
    title: 'a percentage split takes a person along the same path at every entrance',
    world: {
      events: [cart],
      journeys: [
        aJourney('Halves', [
          entry,
          {
            ...way,
            kind: 'percentageSplit',
            paths: [
              { id: 'left', percentage: 49.5, next: 'done' },
              { id: 'right', percentage: 50.5 },
            ],
          },
          done,
        ]),
      ],
    },
    async play(stage) {
      for (const _ of ['once', 'again']) for (const person of crowd) await stage.sends(person, 'CartAbandoned');
      const ways = await Promise.all(crowd.map((person) => pathsOf(stage, person)));
      for (const [once, again] of ways) expect(again).toBe(once);
      expect(new Set(ways.flat())).toEqual(new Set(['left', 'right']));
    },
  },
  {
    title: 'an experiment gives treatments, holds some out, and counts conversions for each',
    world: {
      events: [cart, order],
      journeys: [
        aJourney(
          'Trial',
          [
            entry,
            {
              ...way,
              kind: 'experiment',
              paths: [
                { id: 'red', percentage: 40, next: 'wait' },
                { id: 'blue', percentage: 30, next: 'wait' },
                { id: 'nothing', percentage: 30, holdout: true },
              ],
            },
            { id: 'wait', type: 'wait', duration: 'PT1H' },
          ],
          { properties: { goal: { event: 'OrderPlaced', within: 'P2D' } } },
        ),
      ],
    },
    async play(stage) {
      await Promise.all(many.map((person) => stage.sends(person, 'CartAbandoned')));
      await stage.after('P1D');
      await Promise.all(['stranger', ...many].map((person) => stage.sends(person, 'OrderPlaced')));
      const treatments = await Promise.all(many.map((person) => pathsOf(stage, person)));
      expect(new Set(treatments.flat())).toEqual(new Set(['red', 'blue', 'nothing']));
      for (const [index, person] of many.entries()) {
        const converted = (await stage.steps(person)).filter(({ status }) => status === 'converted');
        expect(converted.map(({ path }) => path)).toEqual([`way:${treatments[index]?.[0]}`]);
      }
      expect(await stage.steps('stranger')).toEqual([]);
    },
  },
  {
    title: 'a conversion after the time for it is none',
    world: {
      events: [cart, order],
      journeys: [
        aJourney('Brief', [{ id: 'cart', type: 'event', event: 'CartAbandoned' }], {
          properties: { goal: { event: 'OrderPlaced', within: 'P1D' } },
        }),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT23H59M59S');
      await stage.sends('ada', 'OrderPlaced');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('P1D');
      await stage.sends('ada', 'OrderPlaced');
      const statuses = (await stage.steps('ada')).map(({ status }) => status);
      expect(statuses).toEqual(['ended', 'converted', 'ended']);
    },
  },
  {
    title: 'a cap lets exactly the first people through, and those again',
    world: {
      events: [cart],
      journeys: [
        aJourney('Gifts', [
          entry,
          { ...way, kind: 'profileCap', cap: 5, paths: [{ id: 'gift', next: 'done' }, { id: 'none' }] },
          done,
        ]),
      ],
    },
    async play(stage) {
      await Promise.all(crowd.map((person) => stage.sends(person, 'CartAbandoned')));
      const first = await Promise.all(crowd.map((person) => pathsOf(stage, person)));
      expect(first.flat().filter((path) => path === 'gift')).toHaveLength(5);
      expect(first.flat().filter((path) => path === 'none')).toHaveLength(7);
      for (const person of crowd) await stage.sends(person, 'CartAbandoned');
      for (const [index, person] of crowd.entries()) {
        const [path] = first[index] ?? [];
        expect(await pathsOf(stage, person)).toEqual([path, path]);
      }
    },
  },
];
