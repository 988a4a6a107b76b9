import { aJourney, anEvent, type Story } from '@waystream/testing';
import { expect } from 'vitest';

const booked = anEvent('Booked', { booking: 'string' });
const events = [
  anEvent('Cart'),
  {
    ...booked,
    definition: { ...booked.definition, supplementalId: { namespace: 'Booking', key: '@{Booked.booking}' } },
  },
];
const weekly = { reentrance: { waitPeriod: 'P7D' } };

/** How long it is remembered that somebody has entered. */
export const entranceStories: Story[] = [
  {
    title: 'whoever has left is forgotten as soon as no wait period keeps them out any more',
    world: {
      events,
      journeys: [aJourney('Weekly', [{ id: 'cart', type: 'event', event: 'Cart' }], { properties: weekly })],
    },
    async play(stage) {
      await stage.sends('ada', 'Cart');
      await stage.after('P6DT23H');
      expect(await stage.remembers('ada')).toBe(true);
      await stage.after('PT1H');
      expect(await stage.remembers('ada')).toBe(false);
    },
  },
  {
    title: 'the wait period of each supplemental identifier ends for itself',
    world: {
      events,
      journeys: [aJourney('Trips', [{ id: 'booked', type: 'event', event: 'Booked' }], { properties: weekly })],
    },
    async play(stage) {
      const refusals = async () => (await stage.steps('ada')).filter(({ status }) => status === 'discarded').length;
      await stage.sends('ada', 'Booked', { booking: 'a' });
      await stage.after('P2D');
      await stage.sends('ada', 'Booked', { booking: 'b' });
      await stage.after('P5D');
      for (const booking of ['a', 'b']) await stage.sends('ada', 'Booked', { booking });
      expect(await refusals()).toBe(1);
      await stage.after('P2D');
      expect(await stage.remembers('ada')).toBe(true);
      await stage.after('P5D');
      expect(await stage.remembers('ada')).toBe(false);
    },
  },
  {
    title: 'whoever may not come back is remembered, and refused, for good',
    world: {
      events,
      journeys: [
        aJourney('Once', [{ id: 'cart', type: 'event', event: 'Cart' }], {
          properties: { reentrance: { allowed: false } },
        }),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Cart');
      await stage.after('P1000D');
      expect(await stage.remembers('ada')).toBe(true);
      await stage.sends('ada', 'Cart');
      expect((await stage.steps('ada')).at(-1)?.reason).toBe('reentranceNotAllowed');
    },
  },
];
