import { DAY_MS, HOUR_MS } from '@waystream/core';
import {
  type ActionRequest,
  type DataRequest,
  decodePerson,
  encodePerson,
  type Input,
  type StepEvent,
} from '@waystream/journey';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryJourney } from './arbitrary-journey.js';
import { type Decided, liveWorld, NOW } from './live-world.js';

const ADA = 'prod:Email:ada';

const HAPPENINGS = ['Cart', 'Order', 'both', 'time', 'answered', 'refused', 'fails', 'pause', 'resume'] as const;

const arbitraryStory = fc.array(
  fc.record({ what: fc.constantFrom(...HAPPENINGS), hours: fc.integer({ min: 0, max: 60 }) }),
  { maxLength: 30 },
);
type Story = typeof arbitraryStory extends fc.Arbitrary<infer Form> ? Form : never;
/** A large order takes the person out, and any order soon enough is the conversion. */
const CRITERIA = {
  exitCriteria: [{ event: 'Order', condition: '@{Order.total} > 40' }],
  goal: { event: 'Order', within: 'P3D' },
};

/** Plays what happens to one person, and lets the longest time pass that anybody stays inside. */
function play(journey: object, story: Story): { steps: StepEvent[]; decided: Decided[]; inside: number } {
  const world = liveWorld({ ...journey, properties: CRITERIA });
  const decided: Decided[] = [];
  const open: (DataRequest | ActionRequest)[] = [];
  let now = NOW;
  const record = (decision: Decided) => {
    decided.push(decision);
    open.push(...decision.requests, ...decision.actions);
  };
  const resume = () => {
    world.changes('v1', { status: 'live' });
    record(world.decides({ v: 1, type: 'resume', id: `resume-${now}`, person: ADA, version: 'v1' }, now));
  };
  record(world.sends('ada', 'Cart', { total: 3, note: '2026-03-03T01:00:00' }, now));
  for (const [index, { what, hours }] of story.entries()) {
    now += hours * HOUR_MS;
    const payload = { person: 'ada', total: hours };
    switch (what) {
      case 'time':
        record(world.timer('ada', now));
        break;
      case 'Cart':
      case 'Order':
        record(world.sends('ada', what, payload, now));
        break;
      case 'both': {
        const message = { v: 1 as const, id: `both-${index}`, person: ADA, events: ['Cart', 'Order'] };
        record(world.decides({ ...message, type: 'event', payload, at: now }, now));
        break;
      }
      case 'pause':
        world.changes('v1', { status: 'paused' });
        break;
      case 'resume':
        resume();
        break;
      default: {
        const request = open.shift();
        if (request) record(world.decides(answerTo(request, what), now));
      }
    }
  }
  resume();
  record(world.timer('ada', now + 91 * DAY_MS));
  return { steps: decided.flatMap(({ steps }) => steps), decided, inside: world.state('ada').instances.length };
}

function answerTo(request: DataRequest | ActionRequest, how: 'answered' | 'refused' | 'fails'): Input {
  const { id, person, instance, visit } = request;
  const message = { v: 1 as const, id, person, instance, visit };
  if ('kind' in request && request.kind === 'fetch') {
    const brought = how === 'fails' ? { error: 'timeout' } : { data: { celsius: how === 'answered' ? 20 : 0 } };
    const answers = request.groups.map((group) => ({ ...group, ...brought }));
    return { ...message, type: 'fetched', round: request.round, answers };
  }
  const outcome = { elapsedMs: 1, attempts: 1, response: { granted: how === 'answered' } };
  return { ...message, type: 'performed', outcome: { ...outcome, status: how === 'fails' ? 'timeout' : 'ok' } };
}

const byInstance = (steps: StepEvent[]) =>
  [...new Set(steps.flatMap(({ instance }) => instance ?? []))].map((id) =>
    steps.filter(({ instance }) => instance === id),
  );

describe('whatever happens to a person in whatever journey, an instance', () => {
  const whatever = (check: (played: ReturnType<typeof play>) => void) =>
    fc.assert(
      fc.property(arbitraryJourney, arbitraryStory, (journey, story) => check(play(journey, story))),
      { numRuns: 40 },
    );

  it('comes by no activity twice and ends exactly once', () => {
    whatever(({ steps, inside }) => {
      expect(inside).toBe(0);
      for (const own of byInstance(steps)) {
        const passed = own.filter(
          ({ node, status }) =>
            node !== null && status !== 'waiting' && status !== 'cancelled' && status !== 'discarded',
        );
        expect(new Set(passed.map(({ node }) => node)).size).toBe(passed.length);
        expect(own.filter(({ ending }) => ending !== null)).toHaveLength(1);
      }
    });
  });

  it('is counted once as it enters, closes every visit that it has announced, and numbers its steps', () => {
    whatever(({ steps }) => {
      for (const own of byInstance(steps)) {
        const visits = own.filter(({ status }) => status !== 'discarded' && status !== 'converted');
        expect(visits.map(({ entrance }) => entrance)).toEqual(visits.map((_, index) => index === 0));
        expect(visits.at(-1)?.ending).not.toBeNull();
        const announced = visits.filter(({ status }) => status === 'waiting').map(({ node }) => node);
        const closed = visits.filter(({ waited }) => waited).map(({ node }) => node);
        expect(closed.toSorted()).toEqual(announced.toSorted());
        expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
        expect(own.filter(({ status }) => status === 'converted').length).toBeLessThan(2);
      }
    });
  });

  it('goes on from its stored form as if it had never been stored', () => {
    whatever(({ decided }) => {
      for (const { state } of decided) expect(decodePerson(encodePerson(state))).toEqual(state);
    });
  });
});
