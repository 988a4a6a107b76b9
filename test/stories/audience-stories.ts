import { aJourney, anAction, anEvent, type Story, wayOf } from '@waystream/testing';
import { expect } from 'vitest';

const start = anEvent('Started');
const greet = anAction('Greet', ['audience', 'status']);
const silver = { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' };
const world = { events: [start], actions: [greet], audiences: [silver] };

const enters = (behaviour: 'enter' | 'exit' | 'both') =>
  aJourney('Qualified', [
    { id: 'silver', type: 'audienceQualification', audience: 'Silver', behaviour, next: 'greet' },
    {
      id: 'greet',
      type: 'action',
      action: 'Greet',
      parameters: {
        audience: '@{SegmentQualification.audienceID}',
        status: '@{SegmentQualification.status}',
      },
    },
  ]);

/** A business event about a product reaches the members of an audience. */
const restocked = {
  name: 'Restocked',
  schema: {
    name: 'RestockedSchema',
    class: 'experienceEvent',
    schema: { type: 'object', properties: { product: { type: 'string' } } },
  },
  definition: { name: 'Restocked', type: 'business', idType: 'systemGenerated', schema: 'RestockedSchema' },
};

/** Guarantees about audiences. */
export const audienceStories: Story[] = [
  {
    title:
      'somebody who enters an audience enters the journey, with what is known of it; who stays inside does not again',
    world: { ...world, journeys: [enters('enter')] },
    async play(stage) {
      await stage.uploads('Silver', { add: ['ada'] });
      await stage.uploads('Silver', { add: ['ada'] });
      await stage.uploads('Silver', { remove: ['ada'] });
      expect(wayOf(await stage.steps('ada'))).toEqual(['silver:next', 'greet:ended']);
      expect(stage.calls().map(({ body }) => body)).toEqual([{ audience: 'Silver', status: 'realized' }]);
      await stage.uploads('Silver', { add: ['ada'] });
      expect(stage.calls()).toHaveLength(2);
    },
  },
  {
    title: 'somebody who leaves an audience enters a journey that begins with leaving it',
    world: { ...world, journeys: [enters('exit')] },
    async play(stage) {
      await stage.uploads('Silver', { add: ['ada'] });
      expect(await stage.steps('ada')).toEqual([]);
      await stage.uploads('Silver', { remove: ['ada', 'bob'] });
      expect(stage.calls().map(({ body }) => body)).toEqual([{ audience: 'Silver', status: 'exited' }]);
      expect(await stage.steps('bob')).toEqual([]);
    },
  },
  {
    title: 'a journey can begin with both entering and leaving an audience',
    world: { ...world, journeys: [enters('both')] },
    async play(stage) {
      await stage.uploads('Silver', { add: ['ada'] });
      await stage.uploads('Silver', { remove: ['ada'] });
      const statuses = stage.calls().map(({ body }) => JSON.stringify(body));
      expect(statuses).toEqual([
        '{"audience":"Silver","status":"realized"}',
        '{"audience":"Silver","status":"exited"}',
      ]);
    },
  },
  {
    title:
      'a person inside waits for entering or leaving an audience, and takes the timeout path when it does not come',
    world: {
      ...world,
      journeys: [
        aJourney('Waiting', [
          { id: 'start', type: 'event', event: 'Started', next: 'left' },
          {
            id: 'left',
            type: 'audienceQualification',
            audience: 'Silver',
            behaviour: 'exit',
            timeout: { duration: 'P1D', next: 'late' },
            next: 'done',
          },
          { id: 'done', type: 'end', label: 'Left' },
          { id: 'late', type: 'end', label: 'Late' },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Started');
      await stage.sends('bob', 'Started');
      await stage.uploads('Silver', { add: ['ada', 'bob'] });
      await stage.after('PT1H');
      await stage.uploads('Silver', { remove: ['ada'] });
      await stage.after('P1D');
      expect(wayOf(await stage.steps('ada'))).toEqual(['start:next', 'left:next', 'done:ended']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['start:next', 'left:timedout', 'late:ended']);
    },
  },
  {
    title: 'leaving an audience takes a person out of a wait when the journey says so',
    world: {
      ...world,
      journeys: [
        aJourney(
          'Members only',
          [
            { id: 'start', type: 'event', event: 'Started', next: 'month' },
            { id: 'month', type: 'wait', duration: 'P7D', next: 'done' },
            { id: 'done', type: 'end', label: 'Done' },
          ],
          {
            properties: {
              exitCriteria: [
                {
                  audience: 'Silver',
                  behaviour: 'exit',
                  condition: "@{SegmentQualification.audienceID} == 'Silver'",
                },
              ],
            },
          },
        ),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Started');
      await stage.sends('bob', 'Started');
      await stage.uploads('Silver', { add: ['ada'] });
      await stage.after('P1D');
      await stage.uploads('Silver', { remove: ['ada', 'bob'] });
      await stage.after('P6D');
      expect(wayOf(await stage.steps('ada'))).toEqual(['start:next', '-:exited']);
      expect(wayOf(await stage.steps('bob'))).toEqual(['start:next', 'month:next', 'done:ended']);
    },
  },
  {
    title: 'a condition knows who is in an audience when it is asked',
    world: {
      ...world,
      members: { Silver: ['ada', 'bob'] },
      journeys: [
        aJourney('Sorting', [
          { id: 'start', type: 'event', event: 'Started', next: 'hour' },
          { id: 'hour', type: 'wait', duration: 'PT1H', next: 'member' },
          {
            id: 'member',
            type: 'condition',
            paths: [{ id: 'yes', expression: "inAudience('Silver')", next: 'done' }],
            otherwise: { next: 'done' },
          },
          { id: 'done', type: 'end', label: 'Done' },
        ]),
      ],
    },
    async play(stage) {
      for (const person of ['ada', 'bob', 'cyd']) await stage.sends(person, 'Started');
      await stage.uploads('Silver', { remove: ['bob'] });
      await stage.after('PT1H');
      const ways = await Promise.all(['ada', 'bob', 'cyd'].map(async (one) => wayOf(await stage.steps(one))[2]));
      expect(ways).toEqual(['member:yes', 'member:otherwise', 'member:otherwise']);
    },
  },
  {
    title: 'reading an audience brings each member in once, no faster than the rate',
    world: {
      ...world,
      members: { Silver: ['ada', 'bob', 'cyd'] },
      journeys: [
        aJourney('Campaign', [
          { id: 'read', type: 'readAudience', audience: 'Silver', ratePerSecond: 1, next: 'greet' },
          { id: 'greet', type: 'action', action: 'Greet', parameters: { audience: "'Silver'", status: "'read'" } },
        ]),
      ],
    },
    async play(stage) {
      expect(stage.calls()).toHaveLength(1);
      await stage.after('PT1S');
      expect(stage.calls()).toHaveLength(2);
      await stage.after('PT1S');
      await stage.after('PT1H');
      expect(stage.calls()).toHaveLength(3);
      for (const person of ['ada', 'bob', 'cyd']) {
        expect(wayOf(await stage.steps(person))).toEqual(['read:next', 'greet:ended']);
      }
    },
  },
  {
    title: 'a journey that begins with an audience takes nobody in by an event',
    world: {
      ...world,
      members: { Silver: [] },
      journeys: [
        aJourney('Campaign', [
          { id: 'read', type: 'readAudience', audience: 'Silver', next: 'started' },
          { id: 'started', type: 'event', event: 'Started' },
        ]),
        aJourney('Qualified', [
          { id: 'silver', type: 'audienceQualification', audience: 'Silver', next: 'done' },
          { id: 'done', type: 'end', label: 'Done' },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('ada', 'Started');
      expect(await stage.steps('ada')).toEqual([]);
    },
  },
  {
    title: 'a business event brings the members of the audience in, with what it said',
    world: {
      ...world,
      events: [start, restocked],
      actions: [anAction('Tell', ['product'])],
      members: { Silver: ['ada', 'bob'] },
      journeys: [
        aJourney('Back in stock', [
          { id: 'restocked', type: 'event', event: 'Restocked', next: 'read' },
          { id: 'read', type: 'readAudience', audience: 'Silver', next: 'tell' },
          { id: 'tell', type: 'action', action: 'Tell', parameters: { product: '@{Restocked.product}' } },
        ]),
      ],
    },
    async play(stage) {
      await stage.sends('nobody', 'Restocked', { product: 'shoes' });
      await stage.after('PT1S');
      expect(wayOf(await stage.steps('ada'))).toEqual(['restocked:next', 'read:next', 'tell:ended']);
      expect(stage.calls().map(({ body }) => body)).toEqual([{ product: 'shoes' }, { product: 'shoes' }]);
      await stage.sends('nobody', 'Restocked', { product: 'hats' });
      await stage.after('PT1S');
      expect(stage.calls()).toHaveLength(4);
    },
  },
];
