import {
  createCatalogue,
  createRunningVersions,
  decodePerson,
  decodeSteps,
  type EventInput,
  encodePerson,
  encodeSteps,
  type Input,
  journeyDocument,
  NOBODY_KNOWN,
  type PersonState,
  type Reaction,
  react,
  UnknownVersion,
} from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { describe, expect, it } from 'vitest';

const ADA = 'prod:Email:ada';
const NOW = Date.UTC(2026, 0, 1);

/** Entry → call → wait for an order or an hour → call. */
function versions() {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number' }),
    anEvent('Order', { id: 'string' }),
  ]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  for (const name of ['First', 'Second']) catalogue.set('action', name, anAction(name, ['text']));
  const document = journeyDocument.parse(
    aJourney('J', [
      { id: 'cart', type: 'event', event: 'Cart', next: 'first' },
      { id: 'first', type: 'action', action: 'First', parameters: { text: "'a'" }, next: ['order', 'hour'] },
      { id: 'order', type: 'event', event: 'Order', next: 'second' },
      { id: 'hour', type: 'wait', duration: 'PT1H', next: 'second' },
      { id: 'second', type: 'action', action: 'Second', parameters: { text: '@{Order.id, defaultValue: "none"}' } },
    ]),
  );
  const at = '2026-01-01T00:00:00.000Z';
  catalogue.set('version', 'v1', {
    uid: 'v1',
    journeyUid: 'j1',
    version: 1,
    status: 'live',
    document,
    createdAt: at,
    modifiedAt: at,
  });
  return createRunningVersions(catalogue);
}

const anInput = (event: string, id: string, payload = {}): EventInput => ({
  v: 1,
  type: 'event',
  id,
  person: ADA,
  events: [event],
  payload: { person: 'ada', ...payload },
  at: NOW,
});

/** What the dispatcher answers to the last call that the reaction asks for. */
function answerTo({ effects }: Reaction, status: 'ok' | 'timeout' = 'ok'): Input {
  const request = effects.actions.at(-1);
  if (!request) throw new Error('no call was asked for');
  const { id, instance, visit } = request;
  return { v: 1, type: 'performed', id, person: ADA, instance, visit, outcome: { status, elapsedMs: 1, attempts: 1 } };
}

describe('a decision', () => {
  it('is the same down to every id when it is taken again', () => {
    const input = anInput('Cart', '1', { total: 5 });
    expect(react(versions(), NOBODY_KNOWN, input, NOW)).toEqual(react(versions(), NOBODY_KNOWN, input, NOW));
  });

  it('leaves the state it was given untouched', () => {
    const entered = react(versions(), NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const before = JSON.stringify(entered.state);
    react(versions(), entered.state, answerTo(entered), NOW);
    expect(JSON.stringify(entered.state)).toBe(before);
  });

  it('changes nothing for an answer that was had before', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const answered = react(live, entered.state, answerTo(entered), NOW);
    const repeated = react(live, answered.state, answerTo(entered), NOW);
    expect(repeated.state).toBe(answered.state);
    expect(repeated.effects).toEqual({ steps: [], actions: [], fetches: [], runs: [], inputs: [] });
  });

  it('changes nothing for an event that nobody waits for', () => {
    const reaction = react(versions(), NOBODY_KNOWN, anInput('Order', '1'), NOW);
    expect(reaction.state).toBe(NOBODY_KNOWN);
  });

  it('is refused while a version that the person stands in is not known', () => {
    const entered = react(versions(), NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const empty = createRunningVersions(createCatalogue());
    expect(() => react(empty, entered.state, anInput('Order', '2'), NOW)).toThrow(UnknownVersion);
  });
});

describe('an event that arrives while a call is in flight', () => {
  it('is held and taken by the next activity that waits for it', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const held = react(live, entered.state, anInput('Order', '2', { id: 'o-7' }), NOW);
    expect(held.effects.actions).toEqual([]);
    const answered = react(live, held.state, answerTo(entered), NOW + 5);
    expect(answered.effects.actions.map(({ action, parameters }) => [action, parameters])).toEqual([
      ['Second', { text: 'o-7' }],
    ]);
  });

  it('is not forgotten when the call takes longer than the wait beside the event', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const held = react(live, entered.state, anInput('Order', '2', { id: 'o-7' }), NOW);
    const late = react(live, held.state, answerTo(entered), NOW + 7_200_000);
    expect(late.effects.actions.map(({ parameters }) => parameters)).toEqual([{ text: 'o-7' }]);
  });

  it('is dropped with a step once more are held than an instance may hold', () => {
    const live = versions();
    let state: PersonState = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW).state;
    for (let order = 0; order < 100; order++) state = react(live, state, anInput('Order', `o${order}`), NOW).state;
    const { effects } = react(live, state, anInput('Order', 'one too many'), NOW);
    expect(effects.steps.map(({ status, reason }) => [status, reason])).toEqual([['discarded', 'heldOverflow']]);
  });
});

describe('a trace', () => {
  it('goes on from the event, and from the outcome of a call, into the requests that follow', () => {
    const live = versions();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const entered = react(live, NOBODY_KNOWN, { ...anInput('Cart', '1'), traceparent }, NOW);
    expect(entered.effects.actions.map((request) => request.traceparent)).toEqual([traceparent]);
    const waiting = react(live, entered.state, answerTo(entered), NOW);
    const ordered = react(live, waiting.state, anInput('Order', '2'), NOW);
    expect(ordered.effects.actions.map((request) => request.traceparent)).toEqual([undefined]);
  });
});

describe('the stored form of a person', () => {
  it('reads back as it was written, wherever the person stands', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const held = react(live, entered.state, anInput('Order', '2', { id: 'o-7' }), NOW);
    const waiting = react(live, entered.state, answerTo(entered), NOW);
    for (const { state } of [entered, held, waiting]) expect(decodePerson(encodePerson(state))).toEqual(state);
  });

  it('takes little room for someone who waits', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const waiting = react(live, entered.state, answerTo(entered), NOW);
    expect(encodePerson(waiting.state).length).toBeLessThan(190);
  });
});

describe('the travelling form of steps', () => {
  it('reads back as it was written', () => {
    const live = versions();
    const entered = react(live, NOBODY_KNOWN, anInput('Cart', '1'), NOW);
    const answered = react(live, entered.state, answerTo(entered, 'timeout'), NOW + 5);
    const again = react(live, entered.state, anInput('Cart', '2'), NOW + 6);
    const steps = [...entered.effects.steps, ...again.effects.steps, ...answered.effects.steps];
    expect(steps.map(({ status }) => status)).toEqual(['transitions', 'discarded', 'timedout']);
    expect(decodeSteps(encodeSteps(steps))).toEqual(steps);
  });
});
