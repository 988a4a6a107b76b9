import { aJourney, anAction, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { total: 'number' });
const order = anEvent('OrderPlaced', { orderId: 'string', amount: 'number' });
const remind = anAction('Remind', ['text']);

/** Thanks for an order, a day later. */
const thanks = aJourney('Thanks', [
  { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'aDay' },
  { id: 'aDay', type: 'wait', duration: 'P1D', next: 'thank' },
  { id: 'thank', type: 'action', action: 'Remind', parameters: { text: '@{OrderPlaced.orderId}' } },
]);

const jumpTo = (journey: string, parameters: Record<string, string> = {}) => ({
  id: 'jump',
  type: 'jump' as const,
  journey,
  parameters: { person: '@{CartAbandoned.person}', ...parameters },
  next: 'done',
});
const done = { id: 'done', type: 'end' as const, label: 'Done' };

/** Passes the person on to the journey of orders at once. */
const cartJourney = aJourney('Cart', [
  { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'jump' },
  jumpTo('Thanks', {
    orderId: "concat('cart of ', toString(@{CartAbandoned.total}))",
    amount: '@{CartAbandoned.total}',
  }),
  done,
]);
const shop = { events: [cart, order], actions: [remind], journeys: [thanks, cartJourney] };

export const jumpStories: Story[] = [
  {
    title: 'a jump lets the person enter another journey with the fields it maps, and goes on here',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { total: 80 });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'jump:next', 'done:ended', 'ordered:next']);
      await stage.after('P1D');
      expect(stage.calls().map(({ path, body }) => [path, body])).toEqual([['/Remind', { text: 'cart of 80' }]]);
    },
  },
  {
    title: 'a jump of somebody who is inside the other journey already is recorded there and is no error',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'OrderPlaced', { orderId: 'o-1', amount: 1 });
      await stage.sends('ada', 'CartAbandoned', { total: 80 });
      const steps = await stage.steps('ada');
      expect(wayOf(steps)).toEqual(['ordered:next', 'cart:next', 'jump:next', 'done:ended', 'ordered:alreadyInside']);
      expect(steps.some(({ status }) => status === 'error')).toBe(false);
      await stage.after('P1D');
      expect(stage.calls().map(({ body }) => body)).toEqual([{ text: 'o-1' }]);
    },
  },
  {
    title: 'a field that a jump maps to nothing is not there, and the rest is',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toContain('ordered:next');
    },
  },
  {
    title: 'jumps follow each other through several journeys',
    world: {
      events: [cart, order, anEvent('Visit', { page: 'string' })],
      actions: [remind],
      journeys: [
        thanks,
        cartJourney,
        aJourney('Visits', [
          { id: 'visit', type: 'event', event: 'Visit', next: 'leap' },
          {
            id: 'leap',
            type: 'jump',
            journey: 'Cart',
            parameters: { person: '@{Visit.person}', total: '7' },
          },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Visit', { page: '/sale' });
      await stage.after('P1D');
      expect(wayOf(await stage.steps('ada')).filter((step) => !step.startsWith('aDay'))).toEqual([
        'visit:next',
        'leap:ended',
        'cart:next',
        'jump:next',
        'done:ended',
        'ordered:next',
        'thank:ended',
      ]);
      expect(stage.calls().map(({ body }) => body)).toEqual([{ text: 'cart of 7' }]);
    },
  },
  {
    title: 'a jump into a paused journey begins when it is resumed',
    world: shop,
    async play(stage) {
      await stage.pauses('Thanks');
      await stage.sends('ada', 'CartAbandoned', { total: 80 });
      await stage.after('PT1H');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'jump:next', 'done:ended']);
      await stage.resumes('Thanks');
      await stage.after('P1D');
      expect(stage.calls().map(({ body }) => body)).toEqual([{ text: 'cart of 80' }]);
    },
  },
  {
    title: 'a jump to a journey that was stopped meanwhile is recorded and the person goes on here',
    world: shop,
    async play(stage) {
      await stage.stops('Thanks');
      await stage.sends('ada', 'CartAbandoned', { total: 80 });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'jump:next', 'done:ended', 'cart:notLive']);
    },
  },
];
