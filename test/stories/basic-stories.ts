import { aJourney, anAction, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const cart = anEvent('CartAbandoned', { total: 'number', country: 'string' });
const order = anEvent('OrderPlaced', { orderId: 'string' });
const remind = anAction('Remind', ['text']);
const thank = anAction('Thank', ['text']);

const say = (id: string, action: string, text: string, more: object = {}) => ({
  id,
  type: 'action' as const,
  action,
  parameters: { text: `'${text}'` },
  ...more,
});

/** Reminds after a day unless the person orders before. */
const reminder = aJourney('Reminder', [
  { id: 'cart', type: 'event', event: 'CartAbandoned', next: ['ordered', 'aDay'] },
  { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'thank' },
  { id: 'aDay', type: 'wait', duration: 'P1D', next: 'remind' },
  say('remind', 'Remind', 'still there'),
  say('thank', 'Thank', 'thank you'),
]);
const shop = { events: [cart, order], actions: [remind, thank], journeys: [reminder] };

/** Guarantees of the product, each played on the pure engine and on the real services. */
export const basicStories: Story[] = [
  {
    title: 'a person takes the first path whose condition is true, from top to bottom',
    world: {
      events: [cart],
      journeys: [
        aJourney('Sorting', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'size' },
          {
            id: 'size',
            type: 'condition',
            paths: [
              { id: 'large', expression: '@{CartAbandoned.total} > 100', next: 'done' },
              { id: 'german', expression: "@{CartAbandoned.country} == 'DE'", next: 'done' },
            ],
            otherwise: { next: 'done' },
          },
          { id: 'done', type: 'end', label: 'Done' },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { total: 120, country: 'DE' });
      await stage.sends('bob', 'CartAbandoned', { total: 20, country: 'DE' });
      await stage.sends('cyd', 'CartAbandoned', { total: 20, country: 'FR' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'size:large', 'done:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'size:german', 'done:ended']);
      expect(wayOf(await stage.steps('cyd'))).toEqual(['cart:next', 'size:otherwise', 'done:ended']);
    },
  },
  {
    title: 'a condition that matches nobody ends the journey normally',
    world: {
      events: [cart],
      journeys: [
        aJourney('Large only', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'size' },
          { id: 'size', type: 'condition', paths: [{ id: 'large', expression: '@{CartAbandoned.total} > 100' }] },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { total: 1 });
      const steps = await stage.steps('ada');
      expect(wayOf(steps)).toEqual(['cart:next', 'size:ended']);
      expect(steps.at(-1)?.ending).toBe('completed');
    },
  },
  {
    title: 'of activities side by side the first to happen wins and the other is cancelled',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.after('PT23H');
      await stage.sends('ada', 'OrderPlaced', { orderId: '1' });
      await stage.after('PT1H');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'ordered:next', 'thank:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'aDay:next', 'remind:ended']);
      const cancelled = (await stage.steps('ada')).filter(({ status }) => status === 'cancelled');
      expect(cancelled.map(({ node }) => node)).toEqual(['aDay']);
      expect(stage.calls().map(({ path, body }) => [path, body])).toEqual([
        ['/Thank', { text: 'thank you' }],
        ['/Remind', { text: 'still there' }],
      ]);
    },
  },
  {
    title: 'a wait ends when its time has come and not before',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT23H59M59S');
      expect(stage.calls()).toEqual([]);
      await stage.after('PT1S');
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'of two waits that end together the upper one wins',
    world: {
      events: [cart],
      actions: [remind],
      journeys: [
        aJourney('Twins', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: ['lower', 'upper'] },
          { id: 'upper', type: 'wait', duration: 'PT1H', next: 'b' },
          { id: 'lower', type: 'wait', duration: 'PT1H', next: 'a' },
          say('a', 'Remind', 'a'),
          say('b', 'Remind', 'b'),
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT2H');
      expect(stage.calls().map(({ body }) => body)).toEqual([{ text: 'a' }]);
    },
  },
  {
    title: 'an awaited event that does not come leads to the timeout path, or on when there is none',
    world: {
      events: [cart, order],
      actions: [remind],
      journeys: [
        aJourney('Own path', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'ordered' },
          { id: 'ordered', type: 'event', event: 'OrderPlaced', timeout: { duration: 'PT1H', next: 'late' } },
          say('late', 'Remind', 'late'),
        ]),
        aJourney('No path', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'ordered' },
          { id: 'ordered', type: 'event', event: 'OrderPlaced', timeout: { duration: 'PT1H' }, next: 'on' },
          say('on', 'Remind', 'on'),
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('PT1H');
      expect(
        stage
          .calls()
          .map(({ body }) => JSON.stringify(body))
          .sort(),
      ).toEqual(['{"text":"late"}', '{"text":"on"}']);
    },
  },
  {
    title: 'a call that fails ends the journey with an error, unless there is an alternative path',
    world: {
      events: [cart],
      actions: [remind, thank],
      journeys: [
        aJourney('Alternative', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'remind' },
          say('remind', 'Remind', 'hello', { onError: { next: 'thank' } }),
          say('thank', 'Thank', 'instead'),
        ]),
        aJourney('None', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'remind' },
          say('remind', 'Remind', 'hello', { next: 'thank' }),
          say('thank', 'Thank', 'never'),
        ]),
      ],
      answers: ({ path }) => ({ status: path === '/Remind' ? 400 : 200 }),
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      const steps = await stage.steps('ada');
      expect(steps.filter(({ ending }) => ending === 'failed').map(({ node, code }) => [node, code])).toEqual([
        ['remind', 'http_400'],
      ]);
      expect(steps.filter(({ ending }) => ending === 'completed').map(({ node }) => node)).toEqual(['thank']);
    },
  },
  {
    title: 'conditions read live data of other systems with parameters, fetched once for each stop',
    world: {
      events: [cart],
      dataSources: [
        {
          definition: { name: 'Weather', url: 'http://endpoint/weather' },
          fieldGroups: [
            { name: 'now', method: 'GET', dynamicValues: ['city'], responsePayload: { celsius: 20.5, region: 'x' } },
          ],
        },
        {
          definition: { name: 'Geo', url: 'http://endpoint/geo' },
          fieldGroups: [
            { name: 'place', method: 'GET', dynamicValues: ['country'], responsePayload: { capital: 'x' } },
          ],
        },
      ],
      journeys: [
        aJourney('Sunny', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'sun' },
          {
            id: 'sun',
            type: 'condition',
            paths: [
              {
                id: 'warm',
                expression:
                  '#{Weather.now.celsius, params: {city: #{Geo.place.capital, params: {country: @{CartAbandoned.country}}}}} > 25',
              },
              {
                id: 'mild',
                expression:
                  '#{Weather.now.celsius, params: {city: #{Geo.place.capital, params: {country: @{CartAbandoned.country}}}}} > 15',
              },
            ],
          },
        ]),
      ],
      answers: ({ path, query }) =>
        path === '/geo'
          ? { body: { capital: query.country === 'FR' ? 'Paris' : 'Oslo' } }
          : { body: { celsius: query.city === 'Paris' ? 20 : 3 } },
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { country: 'FR' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'sun:ended']);
      expect((await stage.steps('ada')).at(-1)?.path).toBe('mild');
      expect(stage.calls().map(({ path, query }) => [path, query])).toEqual([
        ['/geo', { country: 'FR' }],
        ['/weather', { city: 'Paris' }],
      ]);
    },
  },
  {
    title: 'a data source that fails leads to the alternative path, or ends the journey with an error',
    world: {
      events: [cart],
      dataSources: [
        {
          definition: { name: 'Weather', url: 'http://endpoint/weather' },
          fieldGroups: [{ name: 'now', method: 'GET', responsePayload: { celsius: 20.5 } }],
        },
      ],
      journeys: [
        aJourney('Careful', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'sun' },
          {
            id: 'sun',
            type: 'condition',
            paths: [{ id: 'warm', expression: '#{Weather.now.celsius} > 25' }],
            onError: { next: 'done' },
          },
          { id: 'done', type: 'end', label: 'Done' },
        ]),
      ],
      answers: () => ({ status: 404 }),
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'sun:error', 'done:ended']);
      expect((await stage.steps('ada'))[1]?.code).toBe('http_404');
    },
  },
  {
    title: 'a journey reads the profile of its person',
    world: {
      events: [cart],
      platformFieldGroups: [{ name: 'Names', source: 'profile', fields: ['person.firstName'] }],
      actions: [remind],
      profiles: { ada: { person: { firstName: 'Ada', lastName: 'Snow' } } },
      journeys: [
        aJourney('Greeting', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'greet' },
          {
            id: 'greet',
            type: 'action',
            action: 'Remind',
            parameters: {
              text: "'Hello ' + #{ExperiencePlatform.Names.person.firstName, defaultValue: 'you'}",
            },
          },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      expect(stage.calls().map(({ body }) => body)).toEqual([{ text: 'Hello Ada' }, { text: 'Hello you' }]);
    },
  },
  {
    title: 'an entry event of a person who is inside is no entrance, and that is recorded',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'cart:alreadyInside']);
      await stage.after('P1D');
      expect(stage.calls()).toHaveLength(1);
    },
  },
  {
    title: 'a person enters again as the re-entrance rule of the journey allows',
    world: {
      events: [cart],
      journeys: [
        aJourney('Once', [{ id: 'once', type: 'event', event: 'CartAbandoned' }], {
          properties: { reentrance: { allowed: false } },
        }),
        aJourney('Weekly', [{ id: 'weekly', type: 'event', event: 'CartAbandoned' }], {
          properties: { reentrance: { waitPeriod: 'P7D' } },
        }),
      ],
    },
    async play(stage) {
      const onceAndWeekly = async () => {
        const steps = wayOf(await stage.steps('ada'));
        return [steps.filter((step) => step.startsWith('once')), steps.filter((step) => step.startsWith('weekly'))];
      };
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('P6D');
      await stage.sends('ada', 'CartAbandoned');
      expect(await onceAndWeekly()).toEqual([
        ['once:ended', 'once:reentranceNotAllowed'],
        ['weekly:ended', 'weekly:reentranceWaitPeriod'],
      ]);
      await stage.after('P1D');
      await stage.sends('ada', 'CartAbandoned');
      expect(await onceAndWeekly()).toEqual([
        ['once:ended', 'once:reentranceNotAllowed', 'once:reentranceNotAllowed'],
        ['weekly:ended', 'weekly:reentranceWaitPeriod', 'weekly:ended'],
      ]);
    },
  },
  {
    title: 'the global timeout takes out whoever is still inside',
    world: {
      ...shop,
      journeys: [{ ...reminder, properties: { globalTimeout: 'PT12H' } }],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.after('P2D');
      const steps = await stage.steps('ada');
      expect(steps.at(-1)).toMatchObject({ status: 'instanceTimedout', ending: 'timedOut' });
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title: 'stopping a journey takes everyone out at once and lets nobody in',
    world: shop,
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      await stage.sends('bob', 'CartAbandoned');
      await stage.stops('Reminder');
      await stage.sends('cyd', 'CartAbandoned');
      await stage.after('P2D');
      for (const person of ['ada', 'bob']) expect((await stage.steps(person)).at(-1)?.ending).toBe('stopped');
      expect(await stage.steps('cyd')).toEqual([]);
      expect(stage.calls()).toEqual([]);
    },
  },
  {
    title: 'an instance remembers what an action answered',
    world: {
      events: [cart],
      actions: [anAction('Score', ['text'], { responsePayload: { score: 1 } }), thank],
      journeys: [
        aJourney('Scoring', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'score' },
          say('score', 'Score', 'x', { next: 'good' }),
          {
            id: 'good',
            type: 'condition',
            paths: [{ id: 'yes', expression: '@action{Score.score} >= 7', next: 'thank' }],
          },
          say('thank', 'Thank', 'well done'),
        ]),
      ],
      answers: ({ path }) => ({ body: path === '/Score' ? { score: 8 } : {} }),
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'score:next', 'good:yes', 'thank:ended']);
    },
  },
  {
    title: 'a call whose values cannot be worked out is not made when there is an alternative path',
    world: {
      events: [cart],
      actions: [remind, thank],
      journeys: [
        aJourney('Counting', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'remind' },
          say('remind', 'Remind', '', {
            parameters: { text: 'toString(toInteger(@{CartAbandoned.country}))' },
            onError: { next: 'thank' },
          }),
          say('thank', 'Thank', 'instead'),
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned', { country: 'DE' });
      await stage.sends('bob', 'CartAbandoned', { country: '49' });
      expect(wayOf(await stage.steps('ada'))).toEqual(['cart:next', 'remind:error', 'thank:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['cart:next', 'remind:ended']);
      expect(stage.calls().map(({ path, body }) => [path, body])).toEqual([
        ['/Thank', { text: 'instead' }],
        ['/Remind', { text: '49' }],
      ]);
    },
  },
  {
    title: 'later steps read how a call went, also when it has failed',
    world: {
      events: [cart],
      actions: [remind],
      journeys: [
        aJourney('Careful', [
          { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'remind' },
          say('remind', 'Remind', 'hello', { next: 'went', onError: { next: 'went' } }),
          {
            id: 'went',
            type: 'condition',
            paths: [
              { id: 'well', expression: "@action{Remind.jo_status} == 'http_200'" },
              { id: 'unknown', expression: "@action{Remind.jo_status} == 'http_404'" },
            ],
          },
        ]),
      ],
      answers: () => ({ status: 404 }),
    },
    async play(stage) {
      await stage.sends('ada', 'CartAbandoned');
      expect((await stage.steps('ada')).at(-1)).toMatchObject({ node: 'went', path: 'unknown', ending: 'completed' });
    },
  },
];
