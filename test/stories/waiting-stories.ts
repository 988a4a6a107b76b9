import { aJourney, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { note: 'string' });
const entry = { id: 'cart', type: 'event' as const, event: 'CartAbandoned', next: 'wait' };
const done = { id: 'done', type: 'end' as const, label: 'Done' };
const failed = { id: 'failed', type: 'end' as const, label: 'Failed' };
const over = ['cart:next', 'wait:next', 'done:ended'];

const berlin = { timezone: 'Europe/Berlin', globalTimeout: 'P91D' };
const ownClock = { ...berlin, useProfileTimezone: true };

/** Every story begins on Monday, 2 March 2026, 09:00 UTC. */
export const waitingStories: Story[] = [
  {
    title: 'a wait until a date lasts until the clocks of the journey show it',
    world: {
      events: [cart],
      journeys: [
        aJourney(
          'Dated',
          [entry, { id: 'wait', type: 'wait', kind: 'date', date: '2026-03-03T08:00', next: 'done' }, done],
          { properties: berlin },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT21H59M59S');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      await stage.after('PT1S');
      expect(wayOf(await stage.steps('ada'))).toEqual(over);
      await stage.sends('bob', 'CartAbandoned');
      expect(wayOf(await stage.steps('bob'))).toEqual(over);
    },
  },
  {
    title: 'each person waits by the clock of the time zone in their profile, else by that of the journey',
    world: {
      events: [cart],
      profiles: { ada: { timeZone: 'Asia/Tokyo' }, bob: { timeZone: 'America/New_York' }, cyd: { timeZone: 'Mars' } },
      journeys: [
        aJourney(
          'Morning',
          [entry, { id: 'wait', type: 'wait', kind: 'date', date: '2026-03-03T08:00', next: 'done' }, done],
          { properties: ownClock },
        ),
      ],
    },
    async play(stage) {
      const people = ['ada', 'bob', 'cyd', 'dan'];
      for (const person of people) await stage.sends(person, 'CartAbandoned');
      const gone = async () => {
        const ways = await Promise.all(people.map(async (person) => wayOf(await stage.steps(person))));
        return people.filter((_, index) => ways[index]?.includes('done:ended'));
      };
      await stage.after('PT14H');
      expect(await gone()).toEqual(['ada']);
      await stage.after('PT8H');
      expect(await gone()).toEqual(['ada', 'cyd', 'dan']);
      await stage.after('PT6H');
      expect(await gone()).toEqual(people);
    },
  },
  {
    title: 'a custom wait lasts until the time that an expression works out, and none is an error',
    world: {
      events: [cart],
      journeys: [
        aJourney(
          'Custom',
          [
            entry,
            {
              id: 'wait',
              type: 'wait',
              kind: 'custom',
              expression: 'toDateTimeOnly(@{CartAbandoned.note})',
              next: 'done',
              onError: { next: 'failed' },
            },
            done,
            failed,
          ],
          { properties: berlin },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { note: '2026-03-02T11:00:00' });
      await stage.sends('bob', 'CartAbandoned', { note: '2026-03-02T09:59:59' });
      await stage.sends('cyd', 'CartAbandoned', { note: 'after lunch' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      expect(wayOf(await stage.steps('bob'))).toEqual(over);
      expect(wayOf(await stage.steps('cyd'))).toEqual(['cart:next', 'wait:error', 'failed:ended']);
      expect((await stage.steps('cyd')).find(({ node, status }) => node === 'wait' && status === 'error')?.code).toBe(
        'waitTarget',
      );
      await stage.after('PT1H');
      expect(wayOf(await stage.steps('ada'))).toEqual(over);
    },
  },
  {
    title: 'when the clocks change, a date means what they show and a duration stays as long as it is',
    world: {
      events: [cart],
      journeys: [
        aJourney(
          'By the clock',
          [
            { ...entry, next: ['wait', 'order'] },
            {
              id: 'wait',
              type: 'wait',
              kind: 'custom',
              expression: 'toDateTimeOnly(@{CartAbandoned.note})',
              next: 'done',
            },
            { id: 'order', type: 'wait', kind: 'duration', duration: 'P1D' },
            done,
          ],
          { properties: berlin },
        ),
      ],
    },
    async play(stage) {
      await stage.after('P26DT12H');
      // 28 March, 22:00 in Berlin; at 02:00 the clocks will show 03:00.
      await stage.sends('ada', 'CartAbandoned', { note: '2026-03-29T02:30:00' });
      await stage.sends('bob', 'CartAbandoned', { note: '2026-03-29T22:30:00' });
      await stage.after('PT4H29M');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      await stage.after('PT1M');
      expect(wayOf(await stage.steps('ada'))).toEqual(over);
      await stage.after('PT19H');
      expect(wayOf(await stage.steps('bob'))).toEqual(over);
      await stage.sends('cyd', 'CartAbandoned', { note: '2026-12-24T00:00:00' });
      await stage.after('PT23H59M59S');
      expect(wayOf(await stage.steps('cyd'))).toEqual(['cart:next']);
      await stage.after('PT1S');
      expect(wayOf(await stage.steps('cyd'))).toEqual(['cart:next', 'order:ended']);
    },
  },
];
