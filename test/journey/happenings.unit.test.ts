import { DAY_MS, HOUR_MS } from '@waystream/core';
import {
  createCatalogue,
  createRunningVersions,
  type EventInput,
  type JourneyDocumentInput,
  journeyDocument,
  NOBODY_KNOWN,
  type PerformedInput,
  react,
  type StepEvent,
} from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { liveWorld, NOW } from './live-world.js';
import { addSupplementalWorld } from './supplemental-world.js';

const cart = { id: 'cart', type: 'event' as const, event: 'Cart' };
const order = { id: 'order', type: 'event' as const, event: 'Order' };
const again = { id: 'again', type: 'event' as const, event: 'Cart' };
const hour = { id: 'hour', type: 'wait' as const, duration: 'PT1H' };
const say = { id: 'say', type: 'action' as const, action: 'Say', parameters: { text: "'hello'" } };

/** One event of ada that stands for several definitions. */
const standsFor = (events: string[], at = NOW): EventInput => {
  const message = { v: 1 as const, type: 'event' as const, id: 'one-for-all', person: 'prod:Email:ada' };
  return { ...message, events, payload: { person: 'ada' }, at };
};
const answer = (instance: string | null | undefined, visit: number): PerformedInput => ({
  ...{ v: 1, type: 'performed', id: `${instance}.${visit}`, person: 'prod:Email:ada', instance: instance ?? '', visit },
  outcome: { status: 'ok', elapsedMs: 1, attempts: 1 },
});
const told = (steps: StepEvent[]) =>
  steps.map(({ node, status, path, reason }) => `${node ?? '-'}:${reason ?? path ?? status}`);

describe('an event that stands for several definitions', () => {
  const both = (next: string[], ...more: JourneyDocumentInput['nodes']) =>
    aJourney('Both', [{ ...cart, next }, ...more], { properties: { exitCriteria: [] } });

  it('takes the person out by the one that is an exit criterion, though another is awaited', () => {
    const journey = both(['again'], again);
    const world = liveWorld({ ...journey, properties: { exitCriteria: [{ event: 'Order' }] } });
    world.sends('ada', 'Cart');
    expect(told(world.decides(standsFor(['Cart', 'Order'])).steps)).toEqual(['again:cancelled', '-:exited']);
  });

  it('takes the person out while another would be held', () => {
    const journey = both(['say'], { ...say, next: 'again' }, again);
    const world = liveWorld({ ...journey, properties: { exitCriteria: [{ event: 'Order' }] } });
    world.sends('ada', 'Cart');
    expect(told(world.decides(standsFor(['Cart', 'Order'])).steps)).toEqual(['say:exited']);
  });

  it('is held for each of them while the instance is busy', () => {
    const world = liveWorld(both(['say'], { ...say, next: 'order' }, { ...order, next: 'hour' }, hour, again));
    const [entered] = world.sends('ada', 'Cart').steps;
    world.decides(standsFor(['Cart', 'Order']));
    expect(told(world.decides(answer(entered?.instance, 2)).steps)).toContain('order:next');
  });

  it('wakes the upper one of those that await it side by side', () => {
    const world = liveWorld(both(['order', 'again'], order, again));
    world.sends('ada', 'Cart');
    expect(told(world.decides(standsFor(['Cart', 'Order'])).steps)).toEqual(['again:cancelled', 'order:next']);
  });

  it('wakes the upper one of them also when it was held until then', () => {
    const world = liveWorld(both(['say'], { ...say, next: ['order', 'again'] }, order, again));
    const [entered] = world.sends('ada', 'Cart').steps;
    world.decides(standsFor(['Cart', 'Order']));
    expect(told(world.decides(answer(entered?.instance, 2)).steps).slice(-2)).toEqual([
      'again:cancelled',
      'order:next',
    ]);
  });
});

describe('something that happened after a time had come', () => {
  it('does not overtake the wait whose alarm is late', () => {
    const world = liveWorld(aJourney('Raced', [{ ...cart, next: ['order', 'hour'] }, order, hour]));
    world.sends('ada', 'Cart');
    expect(told(world.sends('ada', 'Order', {}, NOW + HOUR_MS + 1).steps)).toEqual(['order:cancelled', 'hour:next']);
  });

  it('still comes first when it is decided late and the alarm is later', () => {
    const world = liveWorld(aJourney('Raced', [{ ...cart, next: ['order', 'hour'] }, order, hour]));
    world.sends('ada', 'Cart');
    const { steps } = world.decides(standsFor(['Order'], NOW + HOUR_MS - 1), NOW + 2 * HOUR_MS);
    expect(told(steps)).toEqual(['hour:cancelled', 'order:next']);
  });

  it('is an entrance when the global timeout has taken the person out before', () => {
    const world = liveWorld(
      aJourney('Brief', [{ ...cart, next: 'order' }, order], { properties: { globalTimeout: 'P1D' } }),
    );
    world.sends('ada', 'Cart');
    const { steps, state } = world.sends('ada', 'Cart', {}, NOW + DAY_MS);
    expect(told(steps)).toEqual(['order:cancelled', '-:instanceTimedout', 'cart:next', 'order:waiting']);
    expect(state.instances).toHaveLength(1);
  });

  it('is no answer that anybody waits for when the global timeout has come before', () => {
    const world = liveWorld(
      aJourney('Calls', [{ ...cart, next: 'say' }, { ...say, next: 'hour' }, hour], {
        properties: { globalTimeout: 'PT2S' },
      }),
    );
    const [entered] = world.sends('ada', 'Cart').steps;
    const { steps, state } = world.decides(answer(entered?.instance, 2), NOW + 2_000);
    expect(told(steps)).toEqual(['say:instanceTimedout']);
    expect(state.instances).toEqual([]);
  });

  it('is no data that anybody waits for when the global timeout has come before', () => {
    const celsius = '#{Weather.now.celsius} > 0.0';
    const warm = { id: 'warm', type: 'condition' as const, paths: [{ id: 'yes', expression: celsius, next: 'say' }] };
    const world = liveWorld(
      aJourney('Asks', [{ ...cart, next: 'warm' }, warm, say], { properties: { globalTimeout: 'PT2S' } }),
    );
    const { requests } = world.sends('ada', 'Cart');
    const { steps, actions } = world.answers(requests[0], { groups: [{ data: { celsius: 20 } }] }, NOW + 2_000);
    expect(told(steps)).toEqual(['warm:instanceTimedout']);
    expect(actions).toEqual([]);
  });

  it('is an entrance by a jump or a run too', () => {
    const world = liveWorld(
      aJourney('Brief', [{ ...cart, next: 'order' }, order], { properties: { globalTimeout: 'P1D' } }),
    );
    world.sends('ada', 'Cart');
    const message = { v: 1 as const, person: 'prod:Email:ada' };
    const jump = { ...message, type: 'jump' as const, id: 'jump', journey: 'j', from: 'v0', payload: {} };
    const run = { ...message, type: 'enter' as const, id: 'run', version: 'v1', events: {} };
    expect(told(world.decides(jump, NOW + DAY_MS).steps)).toContain('cart:next');
    expect(told(world.decides(run, NOW + 2 * DAY_MS).steps)).toContain('cart:next');
  });
});

it('whoever was inside a version that is stopped enters the next one at once', () => {
  const journey = aJourney('Renewed', [{ ...cart, next: 'order' }, order]);
  const world = liveWorld(journey, journey);
  world.changes('v2', { status: 'draft' });
  world.sends('ada', 'Cart');
  world.changes('v1', { status: 'stopped' });
  world.changes('v2', { status: 'live' });
  const { steps, state } = world.sends('ada', 'Cart');
  expect(told(steps)).toEqual(['order:cancelled', '-:stopped', 'cart:next', 'order:waiting']);
  expect(state.instances.map(({ version }) => version)).toEqual(['v2']);
});

it('an event that asks for several entrances is refused for each of them, under names of their own', () => {
  const catalogue = createCatalogue();
  addSupplementalWorld(catalogue);
  const document = journeyDocument.parse({
    ...aJourney('Later', [{ id: 'reserved', type: 'event', event: 'Reserved' }]),
    properties: { startDate: '2030-01-01T00:00:00Z' },
  });
  const at = '2026-01-01T00:00:00.000Z';
  const record = { uid: 'v1', journeyUid: 'j', version: 1, status: 'live', createdAt: at, modifiedAt: at };
  catalogue.set('version', 'v1', { ...record, document });
  const input = { ...standsFor(['Reserved']), supplemental: { Reserved: ['7', '8'] } };
  const { steps } = react(createRunningVersions(catalogue), NOBODY_KNOWN, input, NOW).effects;
  expect(steps.map(({ reason }) => reason)).toEqual(['notStarted', 'notStarted']);
  expect(new Set(steps.map(({ id }) => id)).size).toBe(2);
});
