import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { explainedPerson, PERSON } from './explained-person.js';

const ONCE = aJourney(
  'Once',
  [
    { id: 'cart', type: 'event', event: 'Cart', next: 'aDay' },
    { id: 'aDay', type: 'wait', duration: 'P1D' },
  ],
  { properties: { reentrance: { allowed: false }, goal: { event: 'Order', within: 'P7D' } } },
);

const ERASE = { v: 1, type: 'erase', id: 'erase', person: PERSON } as const;

describe('a person who is erased', () => {
  it.each(['live', 'paused', 'closed'] as const)('leaves a version that is %s, with the reason', (status) => {
    const person = explainedPerson(ONCE);
    person.sends('Cart');
    person.becomes({ status });
    person.gives(ERASE);
    expect(person.steps.at(-1)).toMatchObject({ status: 'stopped', ending: 'stopped', reason: 'erased' });
    expect(person.journeys().items).toMatchObject([{ status: 'stopped', awaiting: [], convertibleUntil: null }]);
  });

  it('is remembered by no rule of re-entrance', () => {
    const person = explainedPerson(ONCE);
    person.sends('Cart');
    person.gives(ERASE);
    person.sends('Cart');
    expect(person.journeys().items).toMatchObject([{ status: 'running' }, { status: 'stopped' }]);
  });

  it('moves nothing when nobody knows them', () => {
    const person = explainedPerson(ONCE);
    person.gives(ERASE);
    expect(person.steps).toEqual([]);
  });
});
