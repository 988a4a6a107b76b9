import { aJourney, anAction, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned');
const order = anEvent('OrderPlaced', { orderId: 'string' });
const left = anEvent('LeftUs');
const say = (id: string, action: string, more: object = {}) => ({
  id,
  type: 'action' as const,
  action,
  parameters: { text: `'${id}'` },
  ...more,
});

/** Reminds after a day unless the person orders before. */
const reminder = aJourney(
  'Reminder',
  [
    { id: 'cart', type: 'event', event: 'CartAbandoned', next: ['ordered', 'aDay'] },
    { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'thank' },
    { id: 'aDay', type: 'wait', duration: 'P1D', next: 'remind' },
    say('remind', 'Remind'),
    say('thank', 'Thank'),
  ],
  { properties: { globalTimeout: 'P5D', exitCriteria: [{ event: 'LeftUs' }] } },
);
const shop = {
  events: [cart, order, left],
  actions: [anAction('Remind', ['text']), anAction('Thank', ['text'])],
  journeys: [reminder],
};

/** What happens to people while a version is paused, and when it is resumed. */
export const pauseStories: Story[] = [
  {
    title: 'nobody moves while a version is paused, and what came is taken when it is resumed',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('ada', 'OrderPlaced', { orderId: '1' });
      await stage.after('PT1H');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      await stage.resumes('Reminder');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'ordered:next', 'thank:ended']);
    },
  },
  {
    title: 'a wait that ends while the version is paused lasts until it is resumed, and no longer',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.after('P2D');
      expect(stage.calls()).toEqual([]);
      await stage.resumes('Reminder');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
    },
  },
  {
    title: 'a wait that ends after the version is resumed is not forgotten',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('bob', 'CartAbandoned');
      await stage.after('PT12H');
      await stage.resumes('Reminder');
      await stage.after('PT12H');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next']);
      await stage.after('PT12H');
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
    },
  },
  {
    title: 'what came and what fell due while paused happens in the order in which it would have happened',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.after('PT12H');
      await stage.sends('bob', 'OrderPlaced', { orderId: 'before' });
      await stage.after('P1D');
      await stage.sends('ada', 'OrderPlaced', { orderId: 'after' });
      await stage.resumes('Reminder');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'ordered:next', 'thank:ended']);
    },
  },
  {
    title: 'the answer to a call that comes while the version is paused is kept',
    world: {
      ...shop,
      journeys: [
        aJourney('Calls', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'first' },
          say('first', 'Remind', { next: 'second' }),
          say('second', 'Thank'),
        ]),
      ],
    },
    async play(stage) {
      stage.holdsAnswers();
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Calls');
      await stage.answers();
      expect(stage.calls().map(({ path }) => path)).toEqual(['/Remind']);
      await stage.resumes('Calls');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'first:next', 'second:ended']);
    },
  },
  {
    title: 'an answer that comes after the global timeout of its instance changes nothing when the pause ends',
    world: {
      ...shop,
      journeys: [
        aJourney(
          'Calls',
          [
            { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'first' },
            say('first', 'Remind', { next: 'second' }),
            say('second', 'Thank'),
          ],
          { properties: { globalTimeout: 'PT2S' } },
        ),
      ],
    },
    async play(stage) {
      stage.holdsAnswers();
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Calls');
      await stage.after('PT3S');
      await stage.answers();
      await stage.resumes('Calls');
      expect((await stage.steps('ada')).at(-1)).toMatchObject({ status: 'instanceTimedout', node: 'first' });
      expect(stage.calls().map(({ path }) => path)).toEqual(['/Remind']);
    },
  },
  {
    title: 'whoever enters a paused version begins when it is resumed, once',
    world: shop,
    async play(stage) {
      await stage.pauses('Reminder');
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT1H');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:alreadyInside']);
      await stage.resumes('Reminder');
      const entrances = (await stage.steps('ada')).filter(({ entrance }) => entrance);
      expect(entrances.map(({ node }) => node)).toEqual(['cart']);
      await stage.after('PT23H');
      expect(stage.calls()).toEqual([]);
      await stage.after('PT1H');
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'whoever enters a paused version has the whole global timeout from when it is resumed',
    world: shop,
    async play(stage) {
      await stage.pauses('Reminder');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('P6D');
      await stage.resumes('Reminder');
      await stage.after('P1D');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
    },
  },
  {
    title: 'what comes before a date while somebody waits to begin in a paused version comes first when it is resumed',
    world: {
      ...shop,
      journeys: [
        aJourney('Until', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: ['ordered', 'tenth'] },
          { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'thank' },
          { id: 'tenth', type: 'wait', kind: 'date', date: '2026-03-10', next: 'remind' },
          say('remind', 'Remind'),
          say('thank', 'Thank'),
        ]),
      ],
    },
    async play(stage) {
      await stage.pauses('Until');
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.sends('ada', 'OrderPlaced', { orderId: 'before' });
      await stage.after('P10D');
      await stage.sends('bob', 'OrderPlaced', { orderId: 'after' });
      await stage.resumes('Until');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'ordered:next', 'thank:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'tenth:next', 'remind:ended']);
    },
  },
  {
    title: 'the global timeout waits for the end of a pause and then takes out whoever is overdue',
    world: {
      ...shop,
      journeys: [
        aJourney(
          'Patient',
          [
            { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'ordered' },
            { id: 'ordered', type: 'event', event: 'OrderPlaced' },
          ],
          { properties: { globalTimeout: 'P5D' } },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.pauses('Patient');
      await stage.sends('bob', 'OrderPlaced', { orderId: '1' });
      await stage.after('P6D');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      await stage.resumes('Patient');
      expect((await stage.steps('ada')).at(-1)).toMatchObject({ status: 'instanceTimedout', ending: 'timedOut' });
      expect((await stage.steps('bob')).at(-1)).toMatchObject({ node: 'ordered', ending: 'completed' });
    },
  },
  {
    title: 'an exit criterion that is met while the version is paused takes the person out when it is resumed',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('ada', 'LeftUs');
      await stage.after('P2D');
      await stage.resumes('Reminder');
      expect((await stage.steps('ada')).at(-1)).toMatchObject({ status: 'exited', ending: 'completed' });
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title:
      'nobody who has met an exit criterion while the version was paused gets what fell due before or waited to begin',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('bob', 'CartAbandoned');
      await stage.after('P2D');
      await stage.sends('ada', 'LeftUs');
      await stage.sends('bob', 'LeftUs');
      await stage.resumes('Reminder');
      for (const person of ['ada', 'bob']) expect((await stage.steps(person)).at(-1)?.status).toBe('exited');
      expect((await stage.steps('bob')).filter(({ entrance }) => entrance)).toHaveLength(1);
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title: 'each of several pauses keeps and releases its own',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.resumes('Reminder');
      await stage.after('PT1H');
      await stage.sends('bob', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('ada', 'OrderPlaced', { orderId: '1' });
      await stage.after('P2D');
      expect(stage.calls()).toEqual([]);
      await stage.resumes('Reminder');
      expect((await stage.steps('ada')).at(-1)?.node).toBe('thank');
      expect((await stage.steps('bob')).at(-1)?.node).toBe('remind');
    },
  },
  {
    title: 'stopping a paused version takes out whoever it kept',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.pauses('Reminder');
      await stage.sends('ada', 'OrderPlaced', { orderId: '1' });
      await stage.sends('bob', 'CartAbandoned');
      await stage.stops('Reminder');
      for (const person of ['ada', 'bob']) expect((await stage.steps(person)).at(-1)?.ending).toBe('stopped');
      expect(stage.calls()).toEqual([]);
    },
  },
];
