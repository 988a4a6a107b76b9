import { DAY_MS, HOUR_MS } from '@waystream/core';
import {
  decodePerson,
  encodePerson,
  isForgettable,
  type JourneyDocumentInput,
  nextDueMs,
  nextMoveMs,
} from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld, NOW } from './live-world.js';

type Reentrance = NonNullable<JourneyDocumentInput['properties']>['reentrance'];
const DAILY: Reentrance = { waitPeriod: 'P1D' };

const passing = (reentrance: Reentrance) =>
  aJourney('Passing', [{ id: 'cart', type: 'event', event: 'Cart' }], { properties: { reentrance } });
const waiting = (duration: string, properties = {}) =>
  aJourney(
    'Waiting',
    [
      { id: 'cart', type: 'event', event: 'Cart', next: 'rest' },
      { id: 'rest', type: 'wait', duration },
    ],
    { properties: { reentrance: DAILY, ...properties } },
  );
const closed = { status: 'closed', closedAt: '2026-03-02T09:00:00.000Z' } as const;

describe('an entrance that a wait period asks for', () => {
  it('is forgotten when the period is over, to the millisecond, and with it the person', () => {
    const world = liveWorld(passing(DAILY));
    const { state } = world.sends('ada', 'Cart');
    expect(nextDueMs(state)).toBe(NOW + DAY_MS);
    expect(world.timer('ada', NOW + DAY_MS - 1).state).toBe(state);
    const after = world.timer('ada', NOW + DAY_MS);
    expect(isForgettable(after.state)).toBe(true);
    expect(nextDueMs(after.state)).toBeNull();
    expect(after.steps).toEqual([]);
  });

  it('needs no alarm of its own while the person is inside, and goes along with whatever moves them', () => {
    const world = liveWorld(waiting('P3D'));
    expect(nextDueMs(world.sends('ada', 'Cart').state)).toBe(NOW + 3 * DAY_MS);
    expect(isForgettable(world.timer('ada', NOW + 3 * DAY_MS).state)).toBe(true);
  });

  it('goes along with the event that takes the person out', () => {
    const journey = aJourney(
      'Ordering',
      [
        { id: 'cart', type: 'event', event: 'Cart', next: 'order' },
        { id: 'order', type: 'event', event: 'Order' },
      ],
      { properties: { reentrance: DAILY } },
    );
    const world = liveWorld(journey);
    world.sends('ada', 'Cart');
    expect(isForgettable(world.sends('ada', 'Order', {}, NOW + 2 * DAY_MS).state)).toBe(true);
  });

  it('needs none either while the person is held by a paused version', () => {
    const world = liveWorld(waiting('PT1H'));
    world.sends('ada', 'Cart');
    world.changes('v1', { status: 'paused' });
    expect(nextDueMs(world.timer('ada', NOW + HOUR_MS).state)).toBeNull();
  });

  it('is kept until its time by somebody who has left before, and is no move that could be late', () => {
    const world = liveWorld(waiting('PT1H'));
    world.sends('ada', 'Cart');
    const { state } = world.timer('ada', NOW + HOUR_MS);
    expect(nextDueMs(state)).toBe(NOW + DAY_MS);
    expect(nextMoveMs(state)).toBeNull();
  });

  it('begins anew with the next entrance', () => {
    const world = liveWorld(passing(DAILY));
    world.sends('ada', 'Cart');
    const { state } = world.sends('ada', 'Cart', {}, NOW + 2 * DAY_MS);
    expect(nextDueMs(state)).toBe(NOW + 3 * DAY_MS);
  });

  it('takes a few bytes only, and none where every entrance is allowed', () => {
    const { state } = liveWorld(passing(DAILY)).sends('ada', 'Cart');
    expect(encodePerson(state)).toBe(`[2,[],{"j":[${NOW},${DAY_MS}]}]`);
    expect(decodePerson(encodePerson(state))).toEqual(state);
    expect(isForgettable(liveWorld(passing({})).sends('ada', 'Cart').state)).toBe(true);
  });
});

describe('an entrance whose period is over', () => {
  it('stays while a later version, which people enter now, asks for longer', () => {
    const world = liveWorld(passing(DAILY), passing({ waitPeriod: 'P3D' }));
    world.changes('v2', { status: 'draft' });
    world.sends('ada', 'Cart');
    world.changes('v1', closed);
    world.changes('v2', { status: 'live' });
    const later = world.timer('ada', NOW + DAY_MS);
    expect(nextDueMs(later.state)).toBe(NOW + 3 * DAY_MS);
    const refused = world.sends('ada', 'Cart', {}, NOW + 2 * DAY_MS);
    expect(refused.steps).toMatchObject([{ version: 'v2', reason: 'reentranceWaitPeriod' }]);
    expect(isForgettable(world.timer('ada', NOW + 3 * DAY_MS).state)).toBe(true);
  });

  it('stays for good when nobody comes back into a later version', () => {
    const world = liveWorld(passing(DAILY), passing({ allowed: false }));
    world.changes('v2', { status: 'draft' });
    world.sends('ada', 'Cart');
    world.changes('v1', closed);
    world.changes('v2', { status: 'live' });
    const { state } = world.timer('ada', NOW + DAY_MS);
    expect(state.entrances).toEqual({ j: { at: NOW, until: null } });
    expect(nextDueMs(state)).toBeNull();
  });

  it.each(['closed', 'finished', 'stopped'] as const)('goes when its version is %s and there is no other', (status) => {
    const world = liveWorld(passing(DAILY));
    world.sends('ada', 'Cart');
    world.changes('v1', { status, closedAt: closed.closedAt });
    expect(isForgettable(world.timer('ada', NOW + DAY_MS).state)).toBe(true);
  });
});
