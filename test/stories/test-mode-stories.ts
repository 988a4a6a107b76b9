import { aJourney, anAction, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned');
const remind = anAction('Remind', ['text']);

/** Reminds after a day, once in a lifetime. */
const reminder = aJourney(
  'Reminder',
  [
    { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'aDay' },
    { id: 'aDay', type: 'wait', duration: 'P1D', next: 'remind' },
    { id: 'remind', type: 'action', action: 'Remind', parameters: { text: "'still there'" } },
  ],
  { properties: { reentrance: { allowed: false } } },
);
const shop = {
  events: [cart],
  actions: [remind],
  journeys: [reminder],
  drafts: ['Reminder'],
  profiles: { ada: { testProfile: true }, bob: { testProfile: false } },
};

/** What a draft does while it is tried out. */
export const testModeStories: Story[] = [
  {
    title: 'only test profiles enter a version under test, and their waits are short',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect(await stage.steps('ada')).toEqual([]);
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.sends('cyd', 'CartAbandoned');
      await stage.after('PT19S');
      expect(stage.calls()).toEqual([]);
      await stage.after('PT1S');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:notTestProfile']);
      expect(wayOf(await stage.steps('cyd'))).toEqual(['cart:notTestProfile']);
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'the end of a test takes everyone out, and the next test knows nothing of it',
    world: shop,
    async play(stage) {
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      await stage.tests('Reminder', null);
      await stage.after('PT1M');
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next']);
      expect(stage.calls()).toEqual([]);
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT1M');
      expect(wayOf(await stage.steps('ada'))).toEqual([
        'cart:next',
        'cart:next',
        'cart:alreadyInside',
        'aDay:next',
        'remind:ended',
      ]);
    },
  },
  {
    title: 'a person who was in a test enters the version when it is published, as everybody does',
    world: shop,
    async play(stage) {
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      await stage.publishes('Reminder');
      await stage.after('PT1M');
      expect(stage.calls()).toEqual([]);
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('cyd', 'CartAbandoned');
      await stage.after('PT23H59M');
      expect(stage.calls()).toEqual([]);
      await stage.after('PT1M');
      expect(stage.calls()).toHaveLength(2);
    },
  },
  {
    title: 'a version under test and a live journey do not keep people out of each other',
    world: {
      ...shop,
      journeys: [
        reminder,
        aJourney('Live', [
          { id: 'start', type: 'event', event: 'CartAbandoned', next: 'hour' },
          { id: 'hour', type: 'wait', duration: 'PT1H' },
        ]),
      ],
    },
    async play(stage) {
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada')).sort()).toEqual(['cart:next', 'start:next']);
      await stage.tests('Reminder', null);
      await stage.after('PT1H');
      expect((await stage.steps('ada')).at(-1)).toMatchObject({ node: 'hour', ending: 'completed' });
    },
  },
  {
    title: 'the top path of a split or an experiment is taken in a test, whatever its share',
    world: {
      ...shop,
      journeys: [
        aJourney('Reminder', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'split' },
          {
            id: 'split',
            type: 'condition',
            kind: 'percentageSplit',
            paths: [
              { id: 'nobody', percentage: 0, next: 'trial' },
              { id: 'everybody', percentage: 100 },
            ],
          },
          {
            id: 'trial',
            type: 'condition',
            kind: 'experiment',
            paths: [
              { id: 'new', percentage: 0 },
              { id: 'old', percentage: 100 },
            ],
          },
        ]),
      ],
    },
    async play(stage) {
      await stage.tests('Reminder', 'PT20S');
      await stage.sends('ada', 'CartAbandoned');
      expect((await stage.steps('ada')).map(({ node, path }) => [node, path])).toEqual([
        ['cart', 'next'],
        ['split', 'nobody'],
        ['trial', 'new'],
      ]);
    },
  },
];
