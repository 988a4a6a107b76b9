import type { JsonObject } from '@waystream/core';
import { createRecordReader, simulatedVersions } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { aCatalogue, START, timeAt } from './simulation-world.js';

const JOURNEY = aJourney('Cart', [{ id: 'cart', type: 'event', event: 'Cart' }]);

const catalogue = aCatalogue(JOURNEY);
catalogue.set('event', 'BigCart', {
  ...catalogue.events.get('Cart'),
  name: 'BigCart',
  idType: 'ruleBased',
  condition: '@{BigCart.total} > 100',
  key: '@{BigCart.person}',
});

const aReader = () =>
  createRecordReader({ catalogue, versions: simulatedVersions(catalogue, ['Cart-1']), sandbox: 'prod' });

const inputs = (record: JsonObject) => aReader()(record).recorded?.map(({ input }) => input);
const flaw = (record: JsonObject) => aReader()(record).flaws[0];

describe('a recorded event', () => {
  it('belongs to the person that its payload names, and stands for every event it matches', () => {
    const payload = { _id: '1', person: 'ada', total: 120 };
    expect(inputs({ event: 'Cart', at: START, payload })).toMatchObject([
      { type: 'event', id: '1', person: 'prod:Email:ada', events: ['Cart', 'BigCart'], at: START },
    ]);
  });

  it('is recognised by its payload alone', () => {
    const payload = { person: 'ada', total: 120, timestamp: timeAt(5) };
    expect(inputs({ payload })).toMatchObject([{ events: ['BigCart'], at: START + 5_000 }]);
  });

  it('belongs to whom the record names, and may then leave fields out', () => {
    expect(inputs({ event: 'Cart', person: 'ada', timestamp: timeAt(0) })).toMatchObject([
      { person: 'prod:Email:ada', events: ['Cart'] },
    ]);
  });

  it('may be about the business, and about nobody', () => {
    expect(inputs({ event: 'Sale', at: START, payload: { percent: 20, _id: 's1' } })).toMatchObject([
      { type: 'business', id: 's1', event: 'Sale', payload: { percent: 20 }, at: START },
    ]);
  });

  it('may be that somebody enters an audience, gets another profile or is let into a journey', () => {
    expect(inputs({ audience: 'Silver', status: 'realized', person: 'ada', at: START })).toMatchObject([
      { type: 'audience', audience: 'Silver', status: 'realized', person: 'prod:Email:ada' },
    ]);
    const profile = { tier: 'gold' };
    expect(inputs({ profile, person: 'ada', at: START })).toMatchObject([
      { type: 'profile', person: 'prod:Email:ada', attributes: profile },
    ]);
    expect(inputs({ profile, person: 'ada', namespace: 'CRMID', at: START })).toMatchObject([
      { person: 'prod:CRMID:ada' },
    ]);
    expect(inputs({ enter: 'Cart', person: 'ada', at: START })).toMatchObject([{ type: 'enter', version: 'Cart-1' }]);
  });

  it.each<[string, JsonObject, string, RegExp]>([
    ['without a time', { event: 'Cart', person: 'ada' }, 'at', /is missing/],
    ['at no time', { event: 'Cart', person: 'ada', at: 'noon' }, 'at', /./],
    ['at a time that no calendar has', { event: 'Cart', person: 'ada', at: 9e15 }, 'at', /./],
    ['of an unknown event', { event: 'Crat', person: 'ada', at: START }, 'event', /did you mean "Cart"/],
    ['with an unknown field', { event: 'Cart', who: 'ada', at: START }, 'who', /no such field, only event, /],
    ['that is not as its schema asks for', { event: 'Cart', at: START, payload: {} }, 'payload', /person/],
    ['that stands for nothing', { at: START, payload: { person: 'ada' } }, 'payload', /no event definition/],
    ['with an empty key', { event: 'Cart', at: START, payload: { person: '' } }, 'payload', /the key .* is empty/],
    [
      'of a business event that is about somebody',
      { event: 'Sale', person: 'ada', at: START, payload: { percent: 1 } },
      'person',
      /about nobody/,
    ],
    ['of a business event without what its schema asks for', { event: 'Sale', at: START }, 'payload', /percent/],
    ['of an unknown audience', { audience: 'Sliver', person: 'ada', at: START }, 'audience', /did you mean "Silver"/],
    ['of an audience without a status', { audience: 'Silver', person: 'ada', at: START }, 'status', /realized, exited/],
    ['of a profile of nobody', { profile: {}, at: START }, 'person', /is missing/],
    ['of two things at once', { audience: 'Silver', enter: 'Cart', person: 'ada', at: START }, 'audience', /of each/],
    ['of an unknown journey', { enter: 'Nothing', person: 'ada', at: START }, 'enter', /there is no journey/],
  ])('%s is refused with the field', (_, record, path, message) => {
    expect(flaw(record)).toMatchObject({
      path: expect.stringContaining(path),
      message: expect.stringMatching(message),
    });
  });

  it('is played once', () => {
    const read = aReader();
    const record = { event: 'Cart', at: START, payload: { _id: '1', person: 'ada' } };
    expect(read(record).flaws).toEqual([]);
    expect(read(record).flaws).toMatchObject([{ path: 'payload._id', code: 'duplicate' }]);
  });
});
