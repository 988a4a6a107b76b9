import { DAY_MS, HOUR_MS } from '@waystream/core';
import { type JourneyDocumentInput, nextDueMs } from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld, NOW } from './live-world.js';

type Node = JourneyDocumentInput['nodes'][number];
type Properties = NonNullable<JourneyDocumentInput['properties']>;

const cart = { id: 'cart', type: 'event' as const, event: 'Cart' };
const done = { id: 'done', type: 'end' as const, label: 'Done' };
const custom = { id: 'wait', type: 'wait' as const, kind: 'custom' as const };
const noted = { ...custom, expression: 'toDateTimeOnly(@{Cart.note})' };

const waiting = (node: Node, properties: Properties = {}) =>
  aJourney('Waiting', [{ ...cart, next: node.id }, node, done], { properties });
const berlin = { timezone: 'Europe/Berlin', globalTimeout: 'P91D' };
const personal = { ...berlin, useProfileTimezone: true };

/** Until when somebody waits who enters with the given note. */
function until(journey: JourneyDocumentInput, note = ''): string | null {
  const dueMs = nextDueMs(liveWorld(journey).sends('ada', 'Cart', { note }).state);
  return dueMs === null ? null : new Date(dueMs).toISOString();
}

describe('a custom wait', () => {
  it.each([
    ['a wall clock in the zone of the journey', '2026-03-10T08:00:00', '2026-03-10T07:00:00.000Z'],
    ['a wall clock that spring skips, from before the change', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['the day after the clocks have changed', '2026-03-30T02:30:00', '2026-03-30T00:30:00.000Z'],
  ])('lasts until %s', (_what, note, expected) => {
    expect(until(waiting(noted, berlin), note)).toBe(expected);
  });

  it('lasts until the first of two readings of the clocks in autumn', () => {
    const world = liveWorld(waiting(noted, berlin));
    const { state } = world.sends('ada', 'Cart', { note: '2026-10-25T02:30:00' }, Date.UTC(2026, 9, 1));
    expect(nextDueMs(state)).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it('takes an instant in any zone as it is', () => {
    const expression = 'toDateTime(@{Cart.note})';
    expect(until(waiting({ ...custom, expression }, berlin), '2026-03-10T08:00:00+09:00')).toBe(
      '2026-03-09T23:00:00.000Z',
    );
  });

  it('is no wait when the time has passed', () => {
    const { steps } = liveWorld(waiting({ ...noted, next: 'done' })).sends('ada', 'Cart', {
      note: '2026-03-02T08:00:00',
    });
    expect(steps.map(({ node, status }) => `${node}:${status}`)).toEqual([
      'cart:transitions',
      'wait:waiting',
      'wait:transitions',
      'done:ended',
    ]);
  });

  it('is an error when no time can be worked out, never a way past', () => {
    const { steps, state } = liveWorld(waiting({ ...noted, next: 'done' })).sends('ada', 'Cart', { note: 'soon' });
    expect(steps.at(-1)).toMatchObject({ node: 'wait', status: 'error', code: 'waitTarget', ending: 'failed' });
    expect(state.instances).toEqual([]);
  });

  it('leads to the alternative path when no time can be worked out', () => {
    const { steps } = liveWorld(waiting({ ...noted, onError: { next: 'done' } })).sends('ada', 'Cart');
    expect(steps.slice(-2)).toMatchObject([
      { node: 'wait', status: 'error', path: 'error', code: 'waitTarget' },
      { node: 'done', status: 'ended' },
    ]);
  });
});

describe('a wait until a date', () => {
  const fixed = (date: string): Node => ({ id: 'wait', type: 'wait', kind: 'date', date, next: 'done' });

  it('means the same instant for everybody when the date has an offset', () => {
    expect(until(waiting(fixed('2026-03-10T08:00:00+01:00'), personal))).toBe('2026-03-10T07:00:00.000Z');
  });

  it('means the clocks of the journey when it has none', () => {
    expect(until(waiting(fixed('2026-03-10'), berlin))).toBe('2026-03-09T23:00:00.000Z');
  });

  it('is no wait when the date has passed, in test mode too', () => {
    const world = liveWorld(waiting(fixed('2026-03-01')));
    world.changes('v1', { status: 'test', test: { session: 's', waitMs: 10_000, startedAt: '2026-03-01T00:00:00Z' } });
    const { steps } = world.answers(world.sends('ada', 'Cart').requests[0], { response: { granted: true } });
    expect(steps.at(-1)).toMatchObject({ node: 'done', ending: 'completed' });
  });
});

describe('a wait for a while', () => {
  it('lasts as long over a change of clocks as at any other time', () => {
    const world = liveWorld(waiting({ id: 'wait', type: 'wait', duration: 'P1D' }, berlin));
    const evening = Date.UTC(2026, 2, 28, 20);
    expect(nextDueMs(world.sends('ada', 'Cart', {}, evening).state)).toBe(evening + DAY_MS);
  });
});

describe("the profile's time zone", () => {
  const morning: Node = { id: 'wait', type: 'wait', kind: 'date', date: '2026-03-10T08:00' };
  const dueIn = (data: Record<string, string | null>) => {
    const world = liveWorld(waiting(morning, personal));
    const [request] = world.sends('ada', 'Cart').requests;
    return nextDueMs(world.answers(request, { groups: [{ data }] }).state);
  };

  it('is asked for and used', () => {
    expect(dueIn({ timeZone: 'America/New_York' })).toBe(Date.UTC(2026, 2, 10, 12));
  });

  it.each([null, 'Mars/Olympus', ''])('is that of the journey where the profile says %j', (timeZone) => {
    expect(dueIn({ timeZone })).toBe(Date.UTC(2026, 2, 10, 7));
  });

  it('is not asked for where no clock matters', () => {
    const nodes: Node[] = [
      { id: 'wait', type: 'wait', kind: 'date', date: '2026-03-10T08:00Z' },
      { id: 'wait', type: 'wait', kind: 'duration', duration: 'PT1H' },
      { id: 'wait', type: 'condition', kind: 'date', paths: [{ id: 'a', to: '2026-03-10T08:00Z' }] },
    ];
    for (const node of nodes) {
      expect(liveWorld(waiting(node, personal)).sends('ada', 'Cart').requests).toEqual([]);
    }
  });

  it('is not asked for where the journey does not use it', () => {
    expect(liveWorld(waiting(morning, berlin)).sends('ada', 'Cart').requests).toEqual([]);
  });
});

describe('waits side by side', () => {
  const order: Node = { id: 'order', type: 'event', event: 'Order', next: 'done' };
  const clear: Node = { ...custom, expression: 'toDateTimeOnly(#{Weather.now.clearAt})', next: 'done' };
  const sideBySide = (...nodes: Node[]) =>
    aJourney('Waiting', [{ ...cart, next: nodes.map(({ id }) => id) }, ...nodes, done], { properties: personal });

  it('fetch zone and data in one go before any of them begins', () => {
    const early: Node = { id: 'early', type: 'wait', kind: 'date', date: '2026-03-05T08:00' };
    const world = liveWorld(sideBySide(order, clear, early));
    const { requests } = world.sends('ada', 'Cart');
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.kind === 'fetch' && request.groups.map(({ source, group }) => `${source}.${group}`)).toEqual([
      'ExperiencePlatform.$person',
      'Weather.now',
    ]);
    const answers = { groups: [{ data: { timeZone: 'Asia/Tokyo' } }, { data: { clearAt: '2026-03-04T12:00:00' } }] };
    const { state, steps } = world.answers(request, answers);
    expect(steps.map(({ node, status }) => `${node}:${status}`)).toEqual([
      'order:waiting',
      'wait:waiting',
      'early:waiting',
    ]);
    expect(nextDueMs(state)).toBe(Date.UTC(2026, 2, 4, 3));
    expect(world.timer('ada', Date.UTC(2026, 2, 4, 3)).steps.at(-1)).toMatchObject({ node: 'done' });
  });

  it.each([
    ['the event that came before the time', '2026-03-02T11:30:00', 'order'],
    ['the time that was before the event', '2026-03-02T10:30:00', 'wait'],
  ])('go by %s while data was fetched', (_what, clearAt, first) => {
    const world = liveWorld(sideBySide(order, clear));
    const [request] = world.sends('ada', 'Cart').requests;
    world.sends('ada', 'Order', {}, NOW + HOUR_MS);
    const groups = [{ data: { timeZone: null } }, { data: { clearAt } }];
    const { steps } = world.answers(request, { groups }, NOW + 2 * HOUR_MS);
    expect(steps.find(({ status }) => status === 'transitions')?.node).toBe(first);
  });

  it('fail as the one whose data could not be fetched, by its alternative path', () => {
    const world = liveWorld(sideBySide(order, { ...clear, onError: { next: 'done' } }));
    const [request] = world.sends('ada', 'Cart').requests;
    const { steps } = world.answers(request, { groups: [{ data: {} }, { error: 'http_404' }] });
    expect(steps.map(({ node, path, code }) => [node, path, code])).toEqual([
      ['wait', 'error', 'http_404'],
      ['done', null, null],
    ]);
  });
});
