import {
  actionRequest,
  createCatalogue,
  createRunningVersions,
  dataRequest,
  decodePerson,
  decodeSteps,
  encodePerson,
  type Input,
  inboxMessage,
  journeyDocument,
  react,
} from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { describe, expect, it } from 'vitest';
import { RECORDED_ENTRANCES, RECORDED_MESSAGES, RECORDED_STATES } from './recorded-states.js';

function versions() {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [anEvent('Cart'), anEvent('Order', { id: 'string' })]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  for (const name of ['First', 'Second']) catalogue.set('action', name, anAction(name, ['text']));
  catalogue.set('fieldGroup', 'ExperiencePlatform.Names', {
    ...{ dataSource: 'ExperiencePlatform', name: 'Names', source: 'profile', fields: ['firstName'] },
  });
  const document = journeyDocument.parse(
    aJourney('Recorded', [
      { id: 'cart', type: 'event', event: 'Cart', next: 'first' },
      { id: 'first', type: 'action', action: 'First', parameters: { text: "'a'" }, next: ['order', 'hour'] },
      { id: 'order', type: 'event', event: 'Order', next: 'second' },
      { id: 'hour', type: 'wait', duration: 'PT1H', next: 'second' },
      {
        id: 'second',
        type: 'action',
        action: 'Second',
        parameters: { text: "#{ExperiencePlatform.Names.firstName} + @{Order.id, defaultValue: 'none'}" },
      },
    ]),
  );
  const at = '2026-01-01T00:00:00.000Z';
  const record = { uid: 'v1', journeyUid: 'j1', version: 1, status: 'live', createdAt: at, modifiedAt: at };
  catalogue.set('version', 'v1', { ...record, document });
  return createRunningVersions(catalogue);
}

describe('what an earlier release has written', () => {
  const live = versions();

  it.each(RECORDED_STATES)('still runs: $what', ({ state, input, at, way }) => {
    const reaction = react(live, decodePerson(state), recordedInput(input), at);
    const steps = reaction.effects.steps.map(({ node, status, path }) => `${node ?? '-'}:${path ?? status}`);
    expect(steps).toEqual(way);
    expect(reaction.effects.steps.length + reaction.effects.actions.length).toBeGreaterThan(0);
    expect(decodePerson(encodePerson(reaction.state))).toEqual(reaction.state);
  });

  it.each(RECORDED_ENTRANCES)('still keeps out whoever was inside: $what', ({ state, entrance }) => {
    expect(decodePerson(state)).toEqual({ instances: [], entrances: { j1: entrance }, watches: [] });
  });

  it('is read, message by message', () => {
    for (const text of RECORDED_MESSAGES.inbox) expect(inboxMessage.parse(JSON.parse(text)).v).toBe(1);
    for (const text of RECORDED_MESSAGES.actions)
      expect(actionRequest.parse(JSON.parse(text))).toMatchObject({ channel: 'custom', action: 'First' });
    for (const text of RECORDED_MESSAGES.fetches) expect(dataRequest.parse(JSON.parse(text)).kind).toBe('fetch');
    for (const text of RECORDED_MESSAGES.steps)
      expect(decodeSteps(text)[0]).toMatchObject({ node: 'cart', path: 'next' });
  });
});

describe('what no release can have written', () => {
  const live = versions();
  const [person, instance, noon] = ['prod:Email:ada', 'ididididididid01', 1_767_225_600_000];
  const message = { v: 1, id: 'next', person } as const;
  const order: Input = { ...message, type: 'event', events: ['Order'], payload: { person: 'ada' }, at: noon };
  const outcome = { status: 'ok', elapsedMs: 12, attempts: 1 } as const;
  const performed: Input = { ...message, type: 'performed', instance, visit: 2, outcome };

  it.each([
    ['listens at a call', '[["first","Order"]]', order, 'activity "first" of version v1 listens for nothing'],
    ['calls at an event', '["p","order"]', performed, 'activity "order" of version v1 has nothing performed'],
    ['calls at a wait', '["p","hour"]', performed, 'activity "hour" of version v1 has nothing performed'],
    ['is at no activity', '["p","gone"]', performed, 'version v1 has no activity "gone"'],
  ])('fails the input and says where: it %s', (_, stop, input, why) => {
    const state = decodePerson(`[2,[["${instance}","v1",${noon},2,1,{"Cart":{}},${stop},"0.:0"]]]`);
    expect(() => react(live, state, input, noon)).toThrow(new RangeError(why));
  });
});

function recordedInput(input: object): Input {
  if ('type' in input && input.type === 'timer' && 'person' in input)
    return { type: 'timer', person: String(input.person) };
  return inboxMessage.parse(input);
}
