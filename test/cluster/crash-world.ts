import { aJourney, anAction, anEvent, type StoryWorld } from '@waystream/testing';

/** Nobody takes another way because the machine that runs the tests is busy. */
const patient = { properties: { timeout: 'PT30S' } };

/**
 * Data to fetch, two calls, and between them an event or a short wait: people stand at every kind of stop when something
 * dies.
 */
export const crashWorld: StoryWorld = {
  events: [anEvent('CartAbandoned', { total: 'number' }), anEvent('OrderPlaced', { orderId: 'string' })],
  dataSources: [
    {
      definition: { name: 'Weather', url: 'http://endpoint/weather' },
      fieldGroups: [{ name: 'now', method: 'GET', dynamicValues: ['of'], responsePayload: { celsius: 20.5 } }],
    },
  ],
  actions: [anAction('First', ['person']), anAction('Second', ['person'])],
  journeys: [
    aJourney(
      'Crash',
      [
        { id: 'cart', type: 'event', event: 'CartAbandoned', next: 'sun' },
        {
          id: 'sun',
          type: 'condition',
          paths: [
            {
              id: 'warm',
              expression: '#{Weather.now.celsius, params: {of: @{CartAbandoned.person}}} > 25',
              next: 'first',
            },
          ],
        },
        {
          id: 'first',
          type: 'action',
          action: 'First',
          parameters: { person: '@{CartAbandoned.person}' },
          next: ['ordered', 'wait'],
        },
        { id: 'ordered', type: 'event', event: 'OrderPlaced', next: 'second' },
        { id: 'wait', type: 'wait', duration: 'PT2S', next: 'second' },
        {
          id: 'second',
          type: 'action',
          action: 'Second',
          parameters: { person: '@{CartAbandoned.person}' },
          next: 'done',
        },
        { id: 'done', type: 'end', label: 'Done' },
      ],
      patient,
    ),
  ],
};
