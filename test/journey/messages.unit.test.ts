import { SECOND_MS } from '@waystream/core';
import {
  type ActionRequest,
  createCatalogue,
  createRunningVersions,
  decodePerson,
  encodePerson,
  type Input,
  type JourneyVersion,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  type PerformedOutcome,
  type PersonState,
  type Reaction,
  type ReactionInput,
  type ReactionKind,
  react,
} from '@waystream/journey';
import { aJourney, anEvent, aTemplate } from '@waystream/testing';
import { describe, expect, it } from 'vitest';

const ADA = 'prod:Email:ada';
const NOW = Date.UTC(2026, 2, 2, 9);

const mail = { id: 'mail', type: 'email', template: 'Hello', to: '@{Cart.person}' } as const;
const cart = { id: 'cart', type: 'event', event: 'Cart' } as const;

function versions(journeys: ReturnType<typeof aJourney>[], more: Partial<JourneyVersion> = {}) {
  const catalogue = createCatalogue();
  const booked = anEvent('Booked', { booking: 'string' });
  const supplementalId = { namespace: 'Booking', key: '@{Booked.booking}' };
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number' }),
    anEvent('Order', { id: 'string' }),
    { ...booked, definition: { ...booked.definition, supplementalId } },
  ]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  catalogue.set('template', 'Hello', aTemplate('Hello', 'Hello'));
  catalogue.set('audience', 'Silver', {
    name: 'Silver',
    namespace: 'Email',
    evaluation: 'streaming',
    expression: 'true',
  });
  const at = '2026-01-01T00:00:00.000Z';
  for (const journey of journeys) {
    const { name } = journey;
    const record = {
      uid: name,
      journeyUid: `${name}-journey`,
      version: 1,
      status: 'live',
      createdAt: at,
      modifiedAt: at,
    };
    catalogue.set('version', name, { ...record, document: journeyDocument.parse(journey), ...more });
  }
  return createRunningVersions(catalogue);
}

const aCart = (payload = {}): Input => ({
  v: 1,
  type: 'event',
  id: 'event-1',
  person: ADA,
  events: ['Cart'],
  payload: { person: 'ada', total: 5, ...payload },
  at: NOW,
});

function mailOf({ effects }: Reaction): ActionRequest {
  const request = effects.actions.at(-1);
  if (!request) throw new Error('no mail was asked for');
  return request;
}

function answerTo(reaction: Reaction, outcome: Partial<PerformedOutcome>): Input {
  const { id, instance, visit } = mailOf(reaction);
  const answer = { status: 'ok' as const, elapsedMs: 12, attempts: 1, ...outcome };
  return { v: 1, type: 'performed', id, person: ADA, instance, visit, outcome: answer };
}

const aReaction = (instance: string, kind: ReactionKind): ReactionInput => {
  return {
    v: 1,
    type: 'reaction',
    id: `${instance}.mail.${kind}`,
    person: ADA,
    instance,
    message: 'mail',
    kind,
    at: NOW,
  };
};

describe('a jump', () => {
  const jumping = (to: string) =>
    aJourney('Origin', [
      { ...cart, next: 'jump' },
      { id: 'jump', type: 'jump', journey: to, parameters: { person: '@{Cart.person}', 'address.city': "'Paris'" } },
    ]);

  it('sends one event of its own for the same person, with the fields at their paths', () => {
    const { effects } = react(versions([jumping('Target')]), NOBODY_KNOWN, aCart(), NOW);
    const [instance] = effects.steps.map((step) => step.instance);
    expect(effects.inputs).toEqual([
      {
        v: 1,
        type: 'jump',
        id: `${instance}.2`,
        person: ADA,
        journey: 'Target',
        from: 'Origin',
        payload: {
          _id: `${instance}.2`,
          timestamp: '2026-03-02T09:00:00.000Z',
          person: 'ada',
          address: { city: 'Paris' },
        },
      },
    ]);
  });

  const refusals = [
    [
      'one that starts with an audience',
      aJourney('Target', [{ id: 'in', type: 'audienceQualification', audience: 'Silver', behaviour: 'enter' }]),
      'audienceStarted',
    ],
    [
      'one that needs a supplemental identifier',
      aJourney('Target', [{ id: 'in', type: 'event', event: 'Booked' }]),
      'noSupplementalId',
    ],
  ] as const;

  it.each(refusals)('into %s is refused with the reason', (_what, target, reason) => {
    const live = versions([jumping('Target'), target]);
    const { effects } = react(live, NOBODY_KNOWN, aCart(), NOW);
    const [input] = effects.inputs;
    if (!input) throw new Error('nobody has jumped');
    const arrived = react(live, NOBODY_KNOWN, input, NOW);
    expect(arrived.state).toBe(NOBODY_KNOWN);
    expect(arrived.effects.steps.map(({ version, status, reason: why }) => [version, status, why])).toEqual([
      ['Target', 'discarded', reason],
    ]);
  });
});

describe('a reaction', () => {
  const waiting = (on: ReactionKind[], timeout = 'PT1M') =>
    aJourney('Mailing', [
      { ...cart, next: 'mail' },
      { ...mail, next: 'heard', onError: { next: 'heard' } },
      { id: 'heard', type: 'reaction', message: 'mail', on, timeout: { duration: timeout }, next: 'done' },
      { id: 'done', type: 'end', label: 'Done' },
    ]);

  function sent(on: ReactionKind[], outcome: Partial<PerformedOutcome> = {}) {
    const live = versions([waiting(on)]);
    const entered = react(live, NOBODY_KNOWN, aCart(), NOW);
    const answered = react(live, entered.state, answerTo(entered, outcome), NOW);
    return { live, instance: mailOf(entered).instance, entered, answered };
  }
  const left = ({ effects }: Reaction) => effects.steps.map(({ node, status }) => `${node} ${status}`);

  it('to a message of another instance changes nothing', () => {
    const { live, answered } = sent(['opened']);
    const other = react(live, answered.state, aReaction('somebody-else', 'opened'), NOW);
    expect(other.state).toBe(answered.state);
    expect(other.effects.steps).toEqual([]);
  });

  it('that comes after the end changes nothing', () => {
    const { live, instance, answered } = sent(['opened']);
    const ended = react(live, answered.state, aReaction(instance, 'opened'), NOW);
    expect(ended.state.instances).toEqual([]);
    const late = react(live, ended.state, aReaction(instance, 'clicked'), NOW);
    expect(late.state).toBe(ended.state);
    expect(Object.values(late.effects).flat()).toEqual([]);
  });

  it('that comes while the mail is still on its way counts', () => {
    const { live, instance, entered } = sent(['opened']);
    const early = react(live, entered.state, aReaction(instance, 'opened'), NOW);
    const stored = decodePerson(encodePerson(early.state));
    expect(left(react(live, stored, answerTo(entered, {}), NOW))).toContain('heard transitions');
  });

  it.each([
    ['sent', {}, ['sent']],
    ['failed', { status: 'timeout' }, ['failed']],
    ['failed for now', { status: 'error', code: 'smtp_451' }, ['failed']],
    ['refused for good', { status: 'error', code: 'smtp_550' }, ['failed', 'bounced']],
    ['kept from by wrong credentials', { status: 'error', code: 'smtpLogin' }, ['failed']],
  ] as const)('a message that was %s is known by that at once', (_what, outcome, kinds) => {
    for (const kind of ['sent', 'failed', 'bounced'] as const) {
      const { answered } = sent([kind], outcome);
      expect([kind, left(answered).includes('heard transitions')]).toEqual([kind, kinds.some((one) => one === kind)]);
    }
  });

  it('is waited for no less than 40 s in test mode, and as long as the test says beyond that', () => {
    const dueAfter = (waitMs: number) => {
      const test = { session: 's', waitMs, startedAt: '2026-01-01T00:00:00.000Z' };
      const live = versions([waiting(['opened'], 'P3D')], { status: 'test', test });
      const asked = react(live, NOBODY_KNOWN, aCart(), NOW);
      const [request] = asked.effects.fetches;
      if (!request) throw new Error('nobody was asked whether the person may enter');
      const { id, instance, visit } = request;
      const outcome = { status: 'ok' as const, response: { granted: true }, elapsedMs: 0, attempts: 1 };
      const admitted = react(
        live,
        asked.state,
        { v: 1, type: 'performed', id, person: ADA, instance, visit, outcome },
        NOW,
      );
      const { state }: { state: PersonState } = react(live, admitted.state, answerTo(admitted, {}), NOW);
      return (nextDueMs(state) ?? 0) - NOW;
    };
    expect(dueAfter(10 * SECOND_MS)).toBe(40 * SECOND_MS);
    expect(dueAfter(60 * SECOND_MS)).toBe(60 * SECOND_MS);
  });
});
