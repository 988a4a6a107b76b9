import type { StepEvent } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { LOBBY_ACTIVITIES, LOBBY_FIGURES, LOBBY_VERSION, playLobby } from '../lobby-story.test.js';
import { activityReports } from '../reports/activity-reports.js';
import { figuresOf } from '../reports/figures-of.js';
import { stepsToTally } from './steps-to-tally.js';

describe('stepsToTally', () => {
  it('adds up to what happened to the people of a journey', async () => {
    const counters = stepsToTally(await playLobby()).get(LOBBY_VERSION.uid) ?? new Map();
    expect(figuresOf(counters)).toEqual(LOBBY_FIGURES);
    expect(activityReports(LOBBY_VERSION, counters)).toEqual(LOBBY_ACTIVITIES);
  });

  it('gives the same whether steps are counted at once, in parts or in another order', async () => {
    const steps = await playLobby();
    const sums = new Map<string, number>();
    for (const step of [...steps].reverse()) {
      for (const [counter, amount] of stepsToTally([step]).get(step.version) ?? []) {
        sums.set(counter, (sums.get(counter) ?? 0) + amount);
      }
    }
    const inParts = [...sums].filter(([, amount]) => amount !== 0).sort();
    expect(inParts).toEqual([...(stepsToTally(steps).get(LOBBY_VERSION.uid) ?? [])].sort());
  });

  it('counts a visit once: where it begins to wait, else where it closes', () => {
    expect(countersOf(aStep({ status: 'waiting' }))).toEqual({ 'activity/a/entered': 1, 'activity/a/waiting': 1 });
    expect(countersOf(aStep({ status: 'transitions', waited: true, path: 'next' }))).toEqual({
      'activity/a/waiting': -1,
      'activity/a/completed': 1,
      'activity/a/paths/next': 1,
    });
    expect(countersOf(aStep({ status: 'ended', ending: 'completed' }))).toEqual({
      'activity/a/entered': 1,
      'activity/a/completed': 1,
      'journey/completed': 1,
    });
  });

  it.each([
    ['error', 'errors'],
    ['timedout', 'timedOut'],
    ['capped', 'capped'],
  ] as const)('counts a visit that closes with %s under %s, and the path it takes from there', (status, counter) => {
    expect(countersOf(aStep({ status, path: 'error' }))).toEqual({
      'activity/a/entered': 1,
      [`activity/a/${counter}`]: 1,
      'activity/a/paths/error': 1,
    });
  });

  it('lets a cancelled visit only stop waiting', () => {
    expect(countersOf(aStep({ status: 'cancelled', waited: true }))).toEqual({ 'activity/a/waiting': -1 });
  });

  it('counts who is taken out by the global timeout, wherever they stand', () => {
    const takenOut = { status: 'instanceTimedout', ending: 'timedOut' } as const;
    expect(countersOf(aStep({ ...takenOut, node: null }))).toEqual({ 'journey/timedOut': 1 });
    expect(countersOf(aStep(takenOut))).toEqual({ 'activity/a/entered': 1, 'journey/timedOut': 1 });
  });

  it('counts refusals by their reason and as no visit', () => {
    expect(countersOf(aStep({ status: 'discarded', reason: 'notStarted' }))).toEqual({
      'journey/discarded/notStarted': 1,
    });
  });

  it('counts a conversion of the journey, and as no visit', () => {
    expect(countersOf(aStep({ status: 'converted', node: null, path: 'way:mail' }))).toEqual({
      'journey/converted': 1,
    });
  });

  it('leaves out what cancels itself', () => {
    const steps = [aStep({ status: 'waiting' }), aStep({ status: 'cancelled', waited: true })];
    expect(countersOf(...steps)).toEqual({ 'activity/a/entered': 1 });
  });

  it('keeps versions apart', () => {
    const tally = stepsToTally([aStep({ version: 'v1', entrance: true }), aStep({ version: 'v2' })]);
    expect([...tally.keys()]).toEqual(['v1', 'v2']);
    expect(tally.get('v2')?.has('journey/entered')).toBe(false);
  });
});

function countersOf(...steps: StepEvent[]): Record<string, number> {
  return Object.fromEntries(stepsToTally(steps).get('version') ?? []);
}

function aStep(more: Partial<StepEvent>): StepEvent {
  return {
    v: 1,
    id: 'instance.1',
    at: 0,
    person: 'prod:Email:ada',
    journey: 'journey',
    version: 'version',
    instance: 'instance',
    node: 'a',
    nodeType: 'action',
    status: 'transitions',
    path: null,
    waited: false,
    entrance: false,
    ending: null,
    reason: null,
    code: null,
    ...more,
  };
}
