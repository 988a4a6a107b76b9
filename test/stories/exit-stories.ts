import { aJourney, anAction, anEvent, STORY_START_MS, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { orderId: 'string' });
const order = anEvent('OrderPlaced', { orderId: 'string' });
const say = (id: string, action: string, more: object = {}) => ({
  id,
  type: 'action' as const,
  action,
  parameters: { text: `'${id}'` },
  ...more,
});
const actions = [anAction('Remind', ['text']), anAction('Thank', ['text'])];

/** Reminds after a day; the order that the cart was about ends it. */
const reminder = aJourney(
  'Reminder',
  [
    { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'aDay' },
    { id: 'aDay', type: 'wait', duration: 'P1D', next: 'remind' },
    say('remind', 'Remind'),
  ],
  {
    properties: {
      exitCriteria: [{ event: 'OrderPlaced', condition: '@{OrderPlaced.orderId} == @{CartAbandoned.orderId}' }],
    },
  },
);
const inADay = new Date(STORY_START_MS + 86_400_000).toISOString();

/** How people leave a journey before its end, and when nobody enters any more. */
export const exitStories: Story[] = [
  {
    title: 'an exit criterion takes a person out of a wait at once, when its condition on the entry event holds',
    world: { events: [cart, order], actions, journeys: [reminder] },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { orderId: '7' });
      await stage.sends('bob', 'CartAbandoned', { orderId: '8' });
      for (const person of ['ada', 'bob']) await stage.sends(person, 'OrderPlaced', { orderId: '7' });
      const steps = await stage.steps('ada');
      expect(steps.slice(-2).map(({ node, status, ending }) => [node, status, ending])).toEqual([
        ['aDay', 'cancelled', null],
        [null, 'exited', 'completed'],
      ]);
      await stage.after('P1D');
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'whoever has left by an exit criterion may enter again',
    world: { events: [cart, order], actions, journeys: [reminder] },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { orderId: '7' });
      await stage.sends('ada', 'OrderPlaced', { orderId: '7' });
      await stage.sends('ada', 'CartAbandoned', { orderId: '9' });
      await stage.after('P1D');
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'an exit criterion takes a person out while a call is in flight, and its answer changes nothing',
    world: {
      events: [cart, order],
      actions,
      journeys: [
        aJourney(
          'Calls',
          [
            { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'first' },
            say('first', 'Remind', { next: 'second' }),
            say('second', 'Thank'),
          ],
          { properties: { exitCriteria: [{ event: 'OrderPlaced' }] } },
        ),
      ],
    },
    async play(stage) {
      stage.holdsAnswers();
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('ada', 'OrderPlaced');
      const exited = (await stage.steps('ada')).at(-1);
      expect(exited).toMatchObject({ node: 'first', status: 'exited', ending: 'completed' });
      await stage.answers();
      expect((await stage.steps('ada')).at(-1)).toEqual(exited);
      expect(stage.calls().map(({ path }) => path)).toEqual(['/Remind']);
    },
  },
  {
    title: 'an event that is awaited and meets an exit criterion as well takes the person out',
    world: {
      events: [cart, order],
      actions,
      journeys: [
        aJourney(
          'Both',
          [
            { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'ordered' },
            { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'thank' },
            say('thank', 'Thank'),
          ],
          { properties: { exitCriteria: [{ event: 'OrderPlaced' }] } },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('ada', 'OrderPlaced');
      expect((await stage.steps('ada')).at(-1)?.status).toBe('exited');
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title: 'nobody enters after the end date, and whoever is inside goes on',
    world: {
      events: [cart],
      actions,
      journeys: [
        aJourney(
          'Ending',
          [
            { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'days' },
            { id: 'days', type: 'wait', duration: 'P2D', next: 'remind' },
            say('remind', 'Remind'),
          ],
          { properties: { endDate: inADay } },
        ),
      ],
    },
    async play(stage) {
      await stage.after('PT23H59M');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT1M');
      await stage.sends('bob', 'CartAbandoned');
      await stage.after('P2D');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'days:next', 'remind:ended']);
      expect((await stage.steps('bob')).filter(({ entrance }) => entrance)).toEqual([]);
      expect(stage.calls()).toHaveLength(1);
    },
  },
];
