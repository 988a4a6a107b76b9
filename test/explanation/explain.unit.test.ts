import {
  DISCARD_REASONS,
  type DiscardReason,
  EXPLANATION_CODES,
  type Explanation,
  explanationForm,
  type StepEvent,
  stepEvent,
} from '@waystream/journey';
import { aJourney } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { type ExplainedPerson, explainedPerson, PERSON, START_MS } from './explained-person.js';

type Nodes = Parameters<typeof aJourney>[1];
type Options = Parameters<typeof explainedPerson>[1];

const cart = { id: 'cart', type: 'event', event: 'Cart' } as const;
const remind = { id: 'remind', type: 'action', action: 'Remind', label: 'Reminder' } as const;
const aDay = { id: 'aDay', type: 'wait', duration: 'P1D', label: 'A day' } as const;
const done = { id: 'done', type: 'end', label: 'Done' } as const;

const OK = { status: 'ok', elapsedMs: 1, attempts: 1 } as const;

/** A person who sends an event to a journey of these activities. */
function inside(nodes: Nodes, properties: object = {}, options: Options = {}): ExplainedPerson {
  const person = explainedPerson(aJourney('Reminder', nodes, { properties }), options);
  person.sends('Cart', { total: 20 });
  return person;
}

const waiting = (properties: object = {}) =>
  inside([{ ...cart, next: 'aDay' }, { ...aDay, next: 'done' }, done], properties);
const failing = (outcome: NonNullable<Options>['outcome'], node: object = {}) =>
  inside([{ ...cart, next: 'remind' }, { ...remind, ...node }, done], {}, { outcome: outcome ?? null });
const calling = () => inside([{ ...cart, next: 'remind' }, { ...remind, next: 'aDay' }, aDay]);
const nobody = (record: object = {}, properties: object = {}) =>
  explainedPerson(aJourney('Reminder', [{ ...cart, next: 'aDay' }, aDay], { properties }), { record });
const testing = (outcome: NonNullable<Options>['outcome']) => {
  const test = { session: 's1', waitMs: 10_000, startedAt: '2026-03-02T00:00:00.000Z' };
  return inside([{ ...cart, next: 'aDay' }, aDay], {}, { outcome: outcome ?? null, record: { status: 'test', test } });
};

interface Case {
  verdict: Explanation['verdict']['code'];
  entered: boolean;
  /** Part of the message. */
  says: string;
  /** Codes of the story. */
  story?: Explanation['story'][number]['code'][];
  explained(): Explanation;
}

/** The person's explanation after something more has happened. */
const of = (person: ExplainedPerson, more: (person: ExplainedPerson) => void = () => undefined) => {
  more(person);
  return person.explained();
};

const CASES: Record<string, Case> = {
  'a journey that was never published': {
    ...{ verdict: 'neverPublished', entered: false, says: 'No version', story: [] },
    explained: () => of(nobody({ status: 'draft' })),
  },
  'a journey about people of another namespace': {
    ...{ verdict: 'otherNamespace', entered: false, says: 'namespace Email', story: [] },
    explained: () => nobody().explained({ namespace: 'CRMID' }),
  },
  'a journey that is closed': {
    ...{ verdict: 'notLive', entered: false, says: 'version 1 is closed' },
    explained: () => of(nobody({ status: 'closed' })),
  },
  'a journey under test': {
    ...{ verdict: 'onlyUnderTest', entered: false, says: 'only test profiles' },
    explained: () =>
      of(nobody({ status: 'test', test: { session: 's', waitMs: 1, startedAt: '2026-03-02T00:00:00.000Z' } })),
  },
  'a journey that has not begun': {
    ...{ verdict: 'notStarted', entered: false, says: 'from 2026-04-01T00:00:00.000Z on' },
    explained: () => of(nobody({}, { startDate: '2026-04-01T00:00:00Z' })),
  },
  'a journey that is over': {
    ...{ verdict: 'ended', entered: false, says: 'until 2026-03-02T00:00:00.000Z' },
    explained: () => of(nobody({}, { endDate: '2026-03-02T00:00:00Z' })),
  },
  'a person of whom no entry event came': {
    ...{
      verdict: 'noEntrySeen',
      entered: false,
      says: 'No event Cart has come for this person since the journey went live',
    },
    explained: () => of(nobody()),
  },
  'a person who did not come into the audience that the journey starts with': {
    ...{ verdict: 'noEntrySeen', entered: false, says: 'Nothing about the audience Silver' },
    explained: () => {
      const entry = { id: 'silver', type: 'audienceQualification', audience: 'Silver', next: 'aDay' } as const;
      return explainedPerson(aJourney('Silver', [entry, aDay])).explained();
    },
  },
  'an entrance before the journey began': {
    ...{ verdict: 'notStarted', entered: false, says: 'refused: the start date', story: ['notStarted'] },
    explained: () => of(waiting({ startDate: '2026-04-01T00:00:00Z' })),
  },
  'a person who waits': {
    ...{
      verdict: 'inside',
      entered: true,
      says: 'Waits at "A day" until 2026-03-03T09:00:00.000Z',
      story: ['entered', 'passed'],
    },
    explained: () => of(waiting()),
  },
  'a second entrance while the person is inside': {
    ...{ verdict: 'inside', entered: true, says: 'Inside since', story: ['entered', 'passed', 'alreadyInside'] },
    explained: () => of(waiting(), (person) => person.sends('Cart')),
  },
  'a person inside a paused version': {
    ...{ verdict: 'paused', entered: true, says: 'Nothing moves until the version is resumed' },
    explained: () => of(waiting(), (person) => person.becomes({ status: 'paused' })),
  },
  'a person who came while the version was paused': {
    ...{ verdict: 'paused', entered: false, says: 'At the entry since', story: [] },
    explained: () =>
      of(
        inside([{ ...cart, next: 'aDay' }, aDay], { reentrance: { allowed: false } }, { record: { status: 'paused' } }),
      ),
  },
  'a person whose call is under way': {
    ...{ verdict: 'inside', entered: true, says: 'A call of "Reminder" is under way' },
    explained: () => of(calling()),
  },
  'a person who came to the end': {
    ...{
      verdict: 'completed',
      entered: true,
      says: 'Came to the end "Done"',
      story: ['entered', 'passed', 'passed', 'completed'],
    },
    explained: () => of(waiting(), (person) => person.after('P1D')),
  },
  'a path whose condition was true': {
    ...{
      verdict: 'completed',
      entered: true,
      says: 'Took the path "Small cart" of "size"',
      story: ['entered', 'passed', 'tookPath', 'completed'],
    },
    explained: () => of(sized('@{Cart.total} < 50')),
  },
  'a condition that nobody fits': {
    ...{
      verdict: 'noPathMatched',
      entered: true,
      says: 'No path of "size" fitted',
      story: ['entered', 'passed', 'noPathMatched', 'completed'],
    },
    explained: () => of(sized('@{Cart.total} > 50')),
  },
  'an event that did not come': {
    ...{ verdict: 'completed', entered: true, says: 'end', story: ['entered', 'passed', 'awaitedInVain', 'completed'] },
    explained: () => {
      const order = {
        id: 'order',
        type: 'event',
        event: 'Order',
        timeout: { duration: 'PT1H', next: 'done' },
      } as const;
      return of(inside([{ ...cart, next: 'order' }, order, done]), (person) => person.after('PT1H'));
    },
  },
  'the first of two that wait': {
    ...{
      verdict: 'completed',
      entered: true,
      says: 'end',
      story: ['entered', 'passed', 'cancelled', 'passed', 'completed'],
    },
    explained: () => {
      const order = { id: 'order', type: 'event', event: 'Order' } as const;
      return of(inside([{ ...cart, next: ['order', 'aDay'] }, order, aDay]), (person) => person.sends('Order'));
    },
  },
  'a call that fails': {
    ...{
      verdict: 'failed',
      entered: true,
      says: '"Reminder" failed with http_500. The error ended',
      story: ['entered', 'passed', 'activityFailed', 'failed'],
    },
    explained: () => of(failing({ ...OK, status: 'http', httpStatus: 500 })),
  },
  'a call that takes too long, with another way on': {
    ...{
      verdict: 'completed',
      entered: true,
      says: 'end',
      story: ['entered', 'passed', 'activityTimedOut', 'completed'],
    },
    explained: () => of(failing({ ...OK, status: 'timeout' }, { onError: { next: 'done' } })),
  },
  'a call over the limit of its endpoint': {
    ...{
      verdict: 'failed',
      entered: true,
      says: 'limit of its endpoint',
      story: ['entered', 'passed', 'activityCapped', 'failed'],
    },
    explained: () => of(failing({ ...OK, status: 'capping' })),
  },
  'more than is held while a call is under way': {
    ...{ verdict: 'inside', entered: true, says: 'under way', story: ['entered', 'passed', 'heldOverflow'] },
    explained: () => {
      const order = { id: 'order', type: 'event', event: 'Order' } as const;
      const person = inside([{ ...cart, next: 'remind' }, { ...remind, next: 'order' }, order]);
      for (let sent = 0; sent <= 100; sent++) person.sends('Order');
      return person.explained();
    },
  },
  'a person whom an exit criterion took out': {
    ...{
      verdict: 'exited',
      entered: true,
      says: 'exit criterion',
      story: ['entered', 'passed', 'cancelled', 'exited'],
    },
    explained: () => of(waiting({ exitCriteria: [{ event: 'Order' }] }), (person) => person.sends('Order')),
  },
  'a person who reached the goal after the end': {
    ...{
      verdict: 'completed',
      entered: true,
      says: 'end',
      story: ['entered', 'passed', 'passed', 'completed', 'converted'],
    },
    explained: () =>
      of(waiting({ goal: { event: 'Order', within: 'P7D' } }), (person) => {
        person.after('P2D');
        person.sends('Order');
      }),
  },
  'a person whom the global timeout took out': {
    ...{
      verdict: 'timedOut',
      entered: true,
      says: 'global timeout',
      story: ['entered', 'passed', 'cancelled', 'timedOut'],
    },
    explained: () => of(waiting({ globalTimeout: 'PT1H' }), (person) => person.after('PT2H')),
  },
  'a person of a version that was stopped': {
    ...{ verdict: 'stopped', entered: true, says: 'taken out', story: ['entered', 'passed', 'cancelled', 'stopped'] },
    explained: () =>
      of(waiting(), (person) => {
        person.becomes({ status: 'stopped' });
        person.gives({ v: 1, type: 'stop', id: 's', person: PERSON, version: 'v1' });
      }),
  },
  'a person who is still to be taken out of a stopped version': {
    ...{ verdict: 'stopped', entered: true, says: 'The version is stopped', story: ['entered', 'passed'] },
    explained: () => of(waiting(), (person) => person.becomes({ status: 'stopped' })),
  },
  'a person whose profile is asked whether they may take part': {
    ...{ verdict: 'awaitsAdmission', entered: false, says: 'The profile is asked', story: [] },
    explained: () => of(testing(null)),
  },
  'a person who is no test profile': {
    ...{ verdict: 'notTestProfile', entered: false, says: 'no test profile', story: ['notTestProfile'] },
    explained: () => of(testing({ ...OK, response: { granted: false, reason: 'notTestProfile' } })),
  },
  'a person of whom the log lost the entrance that re-entrance remembers': {
    ...{ verdict: 'enteredBeforeLog', entered: true, says: 'Entered at 2026-03-02T09:00:00.000Z', story: [] },
    explained: () => {
      const person = waiting({ reentrance: { allowed: false } });
      person.after('P2D');
      return person.explained({ lost: person.steps.length });
    },
  },
  'a person of whom the log lost how it ended': {
    ...{ verdict: 'endUnknown', entered: true, says: 'not in the log', story: ['converted'] },
    explained: () => {
      const person = waiting({ goal: { event: 'Order', within: 'P7D' } });
      person.after('P2D');
      person.sends('Order');
      return person.explained({ lost: person.steps.length - 1 });
    },
  },
};

function sized(expression: string): ExplainedPerson {
  const size = {
    id: 'size',
    type: 'condition',
    paths: [{ id: 'small', label: 'Small cart', expression, next: 'done' }],
  } as const;
  return inside([{ ...cart, next: 'size' }, { ...size, paths: [...size.paths] }, done]);
}

const REASONS = stepEvent.shape.reason.unwrap().options;

describe('an explanation', () => {
  it.each(Object.entries(CASES))('tells %s', (_, { verdict, entered, says, story, explained }) => {
    const explanation = explained();
    expect(explanation.verdict).toMatchObject({ code: verdict, message: expect.stringContaining(says) });
    expect(explanation.entered).toBe(entered);
    if (story) expect(explanation.story.map(({ code }) => code)).toEqual(story);
    expect(explanationForm.parse(explanation)).toEqual(explanation);
  });

  it.each(REASONS)('tells an entrance refused with %s', (reason) => {
    const meaning = DISCARD_REASONS[reason];
    const { verdict, entered } = refusedWith(reason).explained();
    expect(verdict).toEqual({ code: reason, message: expect.stringContaining(meaning) });
    expect(entered).toBe(false);
  });

  it('uses every code of its list', () => {
    const told = new Set<string>(Object.keys(DISCARD_REASONS));
    for (const { explained } of Object.values(CASES)) {
      const { verdict, story } = explained();
      for (const { code } of [verdict, ...story]) told.add(code);
    }
    expect(Object.keys(EXPLANATION_CODES).filter((code) => !told.has(code))).toEqual([]);
  });

  it('says until when the wait period lasts', () => {
    const person = waiting({ reentrance: { allowed: true, waitPeriod: 'P7D' } });
    person.after('P2D');
    person.sends('Cart');
    const until = 'it lasts until 2026-03-09T09:00:00.000Z';
    expect(person.explained().story.at(-1)).toMatchObject({
      code: 'reentranceWaitPeriod',
      message: expect.stringContaining(until),
    });
    const { verdict } = person.explained({ lost: person.steps.length - 1 });
    expect(verdict).toMatchObject({ code: 'reentranceWaitPeriod', message: expect.stringContaining(until) });
  });

  it('names what is awaited and when time lets the person go on', () => {
    const order = { id: 'order', type: 'event', event: 'Order', timeout: { duration: 'PT1H' } } as const;
    const { awaiting } = inside([{ ...cart, next: ['order', 'aDay'] }, order, aDay]).explained();
    expect(awaiting).toMatchObject([
      { activity: 'order', label: null, kind: 'event', name: 'Order', status: null, dueAt: '2026-03-02T10:00:00.000Z' },
      { activity: 'aDay', label: 'A day', kind: 'time', name: null, status: null, dueAt: '2026-03-03T09:00:00.000Z' },
    ]);
  });

  it('of a running instance is as long without the log, which only knows the codes of earlier errors', () => {
    const person = inside(
      [{ ...cart, next: 'remind' }, { ...remind, onError: { next: 'aDay' } }, { ...aDay, next: 'done' }, done],
      {},
      { outcome: { ...OK, status: 'http', httpStatus: 404 } },
    );
    const whole = person.explained();
    expect(whole.story.map(({ code }) => code)).toEqual(['entered', 'passed', 'activityFailed']);
    for (let lost = 1; lost <= person.steps.length; lost++) {
      expect(person.explained({ lost })).toEqual({ ...whole, logSince: expect.any(String) });
    }
  });

  it('says with which values a condition took its path', () => {
    const taken = sized("@{Cart.total} < 50 or @{Cart.note} == 'gift'").explained();
    expect(taken.story.find(({ code }) => code === 'tookPath')).toMatchObject({
      message: 'Took the path "Small cart" of "size". Cart.total was 20, Cart.note was null.',
      seen: { 'Cart.total': 20, 'Cart.note': null },
    });
    expect(sized('@{Cart.total} > 50').explained().verdict.message).toContain('Cart.total was 20');
  });

  it('tells the same to whoever asks twice', () => {
    const person = waiting();
    expect(person.explained()).toEqual(person.explained());
  });
});

function refusedWith(reason: DiscardReason): ExplainedPerson {
  const person = nobody();
  const step: StepEvent = {
    v: 1,
    id: 'd',
    at: START_MS,
    person: PERSON,
    journey: 'j1',
    version: 'v1',
    instance: null,
    node: 'cart',
    nodeType: 'event',
    status: 'discarded',
    path: null,
    waited: false,
    entrance: false,
    ending: null,
    reason,
    code: null,
  };
  person.logs(step);
  return person;
}
