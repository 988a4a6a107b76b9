import { aJourney, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { total: 'number' });
const order = anEvent('OrderPlaced');
const loyalty = { name: 'Loyalty', source: 'profile', fields: ['loyalty.tier', 'loyalty.points'] };
const tier = '#{ExperiencePlatform.Loyalty.loyalty.tier}';

const isGold = {
  id: 'gold',
  type: 'condition' as const,
  paths: [{ id: 'yes', expression: `${tier} == 'gold'`, next: 'done' }],
  otherwise: { next: 'done' },
};
const done = { id: 'done', type: 'end' as const, label: 'Done' };

export const profileStories: Story[] = [
  {
    title: 'a field of the profile that a journey writes is read by its next condition and by other journeys',
    world: {
      events: [cart, order],
      platformFieldGroups: [loyalty],
      profiles: { ada: { loyalty: { points: 7 } } },
      journeys: [
        aJourney('Promotion', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'promote' },
          {
            id: 'promote',
            type: 'updateProfile',
            field: 'loyalty.tier',
            value: "if (@{CartAbandoned.total} > 100) then ('gold') else ('silver')",
            next: 'gold',
          },
          isGold,
          done,
        ]),
        aJourney('Orders', [{ id: 'order', type: 'event', event: 'OrderPlaced', next: 'gold' }, isGold, done]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { total: 120 });
      await stage.sends('bob', 'CartAbandoned', { total: 20 });
      await stage.sends('ada', 'OrderPlaced');
      expect(wayOf(await stage.steps('ada'))).toEqual([
        ...['cart:next', 'promote:next', 'gold:yes', 'done:ended'],
        ...['order:next', 'gold:yes', 'done:ended'],
      ]);
      expect(wayOf(await stage.steps('bob'))).toContain('gold:otherwise');
    },
  },
  {
    title: 'what a journey writes leaves the rest of the profile as it is',
    world: {
      events: [cart],
      platformFieldGroups: [loyalty],
      profiles: { ada: { loyalty: { points: 7, tier: 'silver' } } },
      journeys: [
        aJourney('Promotion', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'promote' },
          { id: 'promote', type: 'updateProfile', field: 'loyalty.tier', value: "'gold'", next: 'both' },
          {
            id: 'both',
            type: 'condition',
            paths: [
              {
                id: 'kept',
                expression: `${tier} == 'gold' and #{ExperiencePlatform.Loyalty.loyalty.points} == 7`,
                next: 'done',
              },
            ],
          },
          done,
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toContain('both:kept');
    },
  },
  {
    title: 'a value that cannot be made writes nothing and takes the error path',
    world: {
      events: [anEvent('Import', { tier: 'string' })],
      platformFieldGroups: [loyalty],
      profiles: { ada: { loyalty: { points: 7 } } },
      journeys: [
        aJourney('Import', [
          { id: 'import', type: 'event', event: 'Import', next: 'write' },
          {
            id: 'write',
            type: 'updateProfile',
            field: 'loyalty.points',
            value: 'toInteger(@{Import.tier})',
            next: 'done',
            onError: { next: 'still' },
          },
          {
            id: 'still',
            type: 'condition',
            paths: [{ id: 'kept', expression: '#{ExperiencePlatform.Loyalty.loyalty.points} == 7', next: 'done' }],
          },
          done,
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Import', { tier: 'many' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['import:next', 'write:error', 'still:kept', 'done:ended']);
    },
  },
];
