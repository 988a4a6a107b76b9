import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { predict } from './predict.js';
import { readSample, type SampleEvent } from './read-sample.js';
import { scenesOf } from './replay.js';

const visit = (event: string, id: string): SampleEvent => ({
  event,
  payload: { endUserIDs: { _experience: { mcid: { id } } } },
});
const lobby = (id: string) => visit('LobbyBeacon', id);
const restaurant = (id: string) => visit('RestaurantBeacon', id);
const person = (id: string, marlton: { loyaltyMember?: boolean }) => ({
  namespace: 'ECID',
  id,
  attributes: { _customer: { marlton } },
});
const hotel = {
  profiles: [
    person('booked', { loyaltyMember: true }),
    person('roomless', { loyaltyMember: true }),
    person('guest', { loyaltyMember: false }),
    person('unasked', {}),
  ],
  reservations: new Set(['booked', 'guest']),
};
const nobody = new Set<string>();

describe('the prediction from recorded data', () => {
  it('welcomes members who have a room and lets them wait', () => {
    expect(predict(hotel, [lobby('booked')], nobody)).toMatchObject({
      entered: 1,
      completed: 0,
      activities: { lobby: 1, loyalty: 1, booked: 1, welcome: 1, restaurant: 1, sixHours: 1 },
      paths: { 'lobby.next': 1, 'loyalty.member': 1, 'booked.yes': 1 },
    });
  });

  it('completes members without a room at once, and all others, whether they have a room or not', () => {
    const { completed, activities } = predict(hotel, [lobby('roomless'), lobby('guest'), lobby('unasked')], nobody);
    expect(completed).toBe(3);
    expect(activities).toEqual({ lobby: 3, loyalty: 3, booked: 1, roomRates: 1, joinEmail: 2 });
  });

  it('refuses a second beacon of who waits, and takes again who has dined', () => {
    const visits = [lobby('booked'), lobby('booked'), restaurant('booked'), lobby('booked')];
    expect(predict(hotel, visits, nobody)).toMatchObject({
      entered: 2,
      refused: 1,
      completed: 1,
      activities: { mealDiscount: 1 },
    });
  });

  it('moves nobody who dines without waiting for it', () => {
    expect(predict(hotel, [restaurant('guest')], nobody)).toMatchObject({ entered: 0, completed: 0, activities: {} });
  });

  it('knows who still waits since an earlier start', () => {
    const inside = new Set(['booked']);
    expect(predict(hotel, [lobby('booked'), restaurant('booked')], inside)).toMatchObject({
      entered: 0,
      refused: 1,
      completed: 1,
      activities: { mealDiscount: 1 },
    });
    expect([...inside]).toEqual(['booked']);
  });
});

describe('the recording', () => {
  it('sends people down every path of the journey', async () => {
    const folder = fileURLToPath(new URL('../../../../deploy/sample', import.meta.url));
    const sample = await readSample(folder, { RESERVATION_URL: 'http://a', DELIVERY_URL: 'http://b' });
    const replayed = scenesOf(sample.events).flatMap(({ events }) => events);
    const { entered, refused, completed, paths } = predict(sample, replayed, nobody);
    expect(entered).toBe(200);
    expect(refused).toBeGreaterThan(0);
    expect(completed).toBeLessThan(entered);
    for (const path of ['loyalty.member', 'loyalty.guest', 'booked.yes', 'booked.otherwise', 'restaurant.next']) {
      expect(paths[path]).toBeGreaterThan(10);
    }
  });
});
