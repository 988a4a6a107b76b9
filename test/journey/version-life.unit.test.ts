import {
  createCatalogue,
  createRunningVersions,
  decodePerson,
  type EventInput,
  encodePerson,
  type Input,
  type JourneyVersion,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  react,
  UnknownVersion,
} from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { describe, expect, it } from 'vitest';

const ADA = 'prod:Email:ada';
const NOW = Date.UTC(2026, 0, 1);
const AT = '2026-01-01T00:00:00.000Z';

/** Versions of one journey: an order, or an hour, after a cart. */
function versions(...records: (Partial<JourneyVersion> & { uid: string })[]) {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [anEvent('Cart'), anEvent('Order', { id: 'string', note: 'string' })]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  catalogue.set('action', 'Say', anAction('Say'));
  const document = journeyDocument.parse(
    aJourney('J', [
      { id: 'cart', type: 'event', event: 'Cart', next: ['order', 'hour'] },
      { id: 'order', type: 'event', event: 'Order', next: 'sorted' },
      { id: 'hour', type: 'wait', duration: 'PT1H' },
      { id: 'sorted', type: 'condition', paths: [{ id: 'seven', expression: "@{Order.id} == '7'" }] },
    ]),
  );
  for (const [index, record] of records.entries()) {
    const base = { journeyUid: 'j', version: index + 1, status: 'live', createdAt: AT, modifiedAt: AT };
    catalogue.set('version', record.uid, { ...base, document, ...record });
  }
  return createRunningVersions(catalogue);
}

const anInput = (event: string, id: string, payload = {}): EventInput => {
  return { v: 1, type: 'event', id, person: ADA, events: [event], payload: { person: 'ada', ...payload }, at: NOW };
};
const timer: Input = { type: 'timer', person: ADA };
const test = { session: 's1', waitMs: 10_000, startedAt: AT };

function inside(state: PersonState): string[] {
  return state.instances.map(({ version }) => version);
}

describe('a version that is not known', () => {
  const { state } = react(versions({ uid: 'v1' }), NOBODY_KNOWN, anInput('Cart', '1'), NOW);

  it('is not taken for gone while it may only not have been heard of', () => {
    expect(() => react(versions(), state, timer, NOW)).toThrow(UnknownVersion);
    expect(() => react(versions({ uid: 'v1', status: 'draft' }), state, timer, NOW)).toThrow(UnknownVersion);
  });

  it('holds nobody any more once it is certain that it is gone', () => {
    const settled = { ...versions(), isGone: () => true };
    expect(react(settled, state, timer, NOW).state).toEqual(NOBODY_KNOWN);
  });
});

it('a live version is found by the uid of its journey, or as the first of those whose journeys share a name, as validation finds it', () => {
  const live = versions({ uid: 'v1', journeyUid: 'a' }, { uid: 'v2', journeyUid: 'b' }, { uid: 'v3', journeyUid: 'J' });
  expect(['a', 'b', 'J'].map((journey) => live.latest(journey)?.uid)).toEqual(['v1', 'v2', 'v3']);
  const named = versions({ uid: 'v1', journeyUid: 'a' }, { uid: 'v2', journeyUid: 'b' });
  expect(named.latest('J')?.uid).toBe('v1');
});

describe('a test session', () => {
  it('is a version of its own to everyone inside, beside the live version of the journey', () => {
    const both = versions({ uid: 'v1' }, { uid: 'v2', status: 'test', test });
    const { state, effects } = react(both, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    expect(inside(state)).toEqual(['v1', 'v2@s1']);
    expect(effects.fetches).toMatchObject([{ kind: 'admit', version: 'v2@s1', session: 's1' }]);
  });

  it('counts nobody who is gone before it is known whether they may take part', () => {
    const tested = versions({ uid: 'v1', status: 'test', test });
    const asking = react(tested, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const { state, effects } = react(tested, asking.state, timer, NOW + 31 * 86_400_000);
    expect(inside(state)).toEqual([]);
    expect(effects.steps).toMatchObject([
      { status: 'discarded', reason: 'notAdmitted', entrance: false, ending: null },
    ]);
  });

  it('is not found by the next one', () => {
    const first = react(versions({ uid: 'v1', status: 'test', test }), NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const next = versions({ uid: 'v1', status: 'test', test: { ...test, session: 's2' } });
    expect(() => react(next, first.state, timer, NOW)).toThrow(UnknownVersion);
    const { state, effects } = react({ ...next, isGone: () => true }, first.state, anInput('Cart', '2'), NOW);
    expect(inside(state)).toEqual(['v1@s2']);
    expect(effects.steps).toEqual([]);
  });
});

describe('an entrance that a test refuses', () => {
  const document = journeyDocument.parse(
    aJourney('J', [{ id: 'cart', type: 'event', event: 'Cart' }], {
      properties: {
        reentrance: { allowed: false },
        goal: { event: 'Order', within: 'P1D' },
        exitCriteria: [{ event: 'Order', condition: "@{Order.id} == 'out'" }],
      },
    }),
  );
  const trial = versions({ uid: 'v1', status: 'test', test, document });
  const asked = react(trial, NOBODY_KNOWN, anInput('Cart', '1'), NOW);

  it('has no conversion, even if the goal is reached before the answer', () => {
    expect(react(trial, asked.state, anInput('Order', '2'), NOW).effects.steps).toEqual([]);
  });

  it('leaves nothing behind when the person leaves again before the answer', () => {
    expect(react(trial, asked.state, anInput('Order', '2', { id: 'out' }), NOW).state).toEqual(NOBODY_KNOWN);
  });

  it('was none: whoever becomes a test profile enters, though the journey lets people in only once', () => {
    const instance = asked.state.instances[0]?.id ?? '';
    const outcome = { status: 'ok' as const, response: { granted: false }, elapsedMs: 1, attempts: 1 };
    const refusal: Input = { v: 1, type: 'performed', id: 'a', person: ADA, instance, visit: 0, outcome };
    const refused = react(trial, asked.state, refusal, NOW);
    expect(refused.effects.steps).toMatchObject([{ status: 'discarded', reason: 'notTestProfile' }]);
    expect(refused.state).toEqual(NOBODY_KNOWN);
  });
});

describe('a paused version', () => {
  const entered = react(versions({ uid: 'v1' }), NOBODY_KNOWN, anInput('Cart', '1'), NOW);
  const paused = versions({ uid: 'v1', status: 'paused' });

  it('keeps of events what it reads, and its people read back as they were written', () => {
    const order = anInput('Order', '2', { id: '7', note: 'a long story' });
    const { state } = react(paused, entered.state, order, NOW);
    expect(state.instances[0]?.pause?.kept).toMatchObject([{ id: '2', payload: { id: '7' } }]);
    expect(encodePerson(state)).not.toContain('a long story');
    expect(decodePerson(encodePerson(state))).toEqual(state);
  });

  it('rings for nobody again whose time has come', () => {
    const { state } = react(paused, entered.state, timer, NOW + 3_600_000);
    expect(nextDueMs(state)).toBeNull();
    expect(nextDueMs(react(paused, state, timer, NOW + 3_600_000).state)).toBeNull();
  });

  it('keeps no more than an instance may hold, and tells what it drops', () => {
    let { state } = entered;
    for (let order = 0; order < 100; order++) state = react(paused, state, anInput('Order', `o${order}`), NOW).state;
    const { effects } = react(paused, state, anInput('Order', 'one too many'), NOW);
    expect(effects.steps).toMatchObject([{ status: 'discarded', reason: 'heldOverflow' }]);
  });

  it('keeps the answer to a call whatever else it keeps', () => {
    const document = journeyDocument.parse(
      aJourney('J', [
        { id: 'cart', type: 'event', event: 'Cart', next: 'say' },
        { id: 'say', type: 'action', action: 'Say', next: 'order' },
        { id: 'order', type: 'event', event: 'Order' },
      ]),
    );
    const calling = versions({ uid: 'v1', document });
    const still = versions({ uid: 'v1', document, status: 'paused' });
    let { state } = react(calling, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    for (let order = 0; order < 100; order++) state = react(still, state, anInput('Order', `o${order}`), NOW).state;
    const instance = state.instances[0]?.id ?? '';
    const outcome = { status: 'ok' as const, elapsedMs: 1, attempts: 1 };
    const answer: Input = { v: 1, type: 'performed', id: 'a', person: ADA, instance, visit: 2, outcome };
    const answered = react(still, state, answer, NOW);
    expect(answered.effects.steps).toEqual([]);
    const { effects } = react(
      calling,
      answered.state,
      { v: 1, type: 'resume', id: 'r', person: ADA, version: 'v1' },
      NOW,
    );
    expect(effects.steps.map(({ node, status }) => `${node}:${status}`)).toEqual([
      'say:transitions',
      'order:waiting',
      'order:ended',
    ]);
  });

  it('takes out whoever meets an exit criterion, whatever else it keeps', () => {
    const leaving = { exitCriteria: [{ event: 'Order', condition: "@{Order.id} == '7'" }] };
    const document = journeyDocument.parse(
      aJourney(
        'J',
        [
          { id: 'cart', type: 'event', event: 'Cart', next: 'again' },
          { id: 'again', type: 'event', event: 'Order' },
        ],
        {
          properties: leaving,
        },
      ),
    );
    const still = versions({ uid: 'v1', document, status: 'paused' });
    let { state } = react(versions({ uid: 'v1', document }), NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    for (let order = 0; order < 100; order++) state = react(still, state, anInput('Order', `o${order}`), NOW).state;
    state = react(still, state, anInput('Order', 'the one', { id: '7' }), NOW).state;
    const resume: Input = { v: 1, type: 'resume', id: 'r', person: ADA, version: 'v1' };
    const { effects } = react(versions({ uid: 'v1', document }), state, resume, NOW);
    expect(effects.steps.at(-1)).toMatchObject({ status: 'exited', ending: 'completed' });
    expect(effects.steps.some(({ status }) => status === 'ended')).toBe(false);
  });

  it('counts an entrance once, however much is dropped before it begins', () => {
    let { state, effects } = react(paused, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const steps = [...effects.steps];
    for (let order = 0; order < 103; order++) {
      ({ state, effects } = react(paused, state, anInput('Order', `o${order}`, { id: '7' }), NOW));
      steps.push(...effects.steps);
    }
    const resume: Input = { v: 1, type: 'resume', id: 'r', person: ADA, version: 'v1' };
    steps.push(...react(versions({ uid: 'v1' }), state, resume, NOW).effects.steps);
    expect(steps.filter(({ entrance }) => entrance).map(({ node, status }) => [node, status])).toEqual([
      ['cart', 'transitions'],
    ]);
  });

  it('lets nobody in once it was closed', () => {
    const closed = versions({ uid: 'v1', status: 'paused', closedAt: AT });
    expect(react(closed, NOBODY_KNOWN, anInput('Cart', '1'), NOW)).toMatchObject({ state: NOBODY_KNOWN });
    const run: Input = { v: 1, type: 'enter', id: 'r1', person: ADA, version: 'v1', events: {} };
    const { state, effects } = react(closed, NOBODY_KNOWN, run, NOW);
    expect(state).toBe(NOBODY_KNOWN);
    expect(effects.steps).toMatchObject([{ status: 'discarded', reason: 'ended' }]);
  });
});
