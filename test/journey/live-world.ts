import type { JsonObject } from '@waystream/core';
import {
  type ActionRequest,
  createCatalogue,
  createRunningVersions,
  type DataRequest,
  type EventInput,
  type FetchAnswer,
  type Input,
  type JourneyVersion,
  journeyDocument,
  NOBODY_KNOWN,
  type PersonState,
  personId,
  react,
  type StepEvent,
} from '@waystream/journey';
import { anAction, anEvent } from '@waystream/testing';

export const NOW = Date.UTC(2026, 2, 2, 9);

/** One version of each journey, over events `Cart` and `Order` of people and an action `Say`. */
export interface LiveWorld {
  /** Decides an input and everything that follows from it at once; fetches and places wait for `answers`. */
  decides(input: Input, now?: number): Decided;
  sends(person: string, event: string, payload?: JsonObject, now?: number): Decided;
  timer(person: string, now: number): Decided;
  answers(request: DataRequest | undefined, with_: Answer, now?: number): Decided;
  state(person: string): PersonState;
  changes(uid: string, more: Partial<JourneyVersion>): void;
}

export interface Decided {
  steps: StepEvent[];
  requests: DataRequest[];
  actions: ActionRequest[];
  state: PersonState;
}

type Answer = { groups: Pick<FetchAnswer, 'data' | 'error'>[] } | { response: JsonObject } | { failure: 'timeout' };

/** Takes journey documents; throws `ZodError` for one of a wrong form. */
export function liveWorld(...journeys: object[]): LiveWorld {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number', note: 'string' }),
    anEvent('Order', { total: 'number' }),
  ]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  catalogue.set('action', 'Say', anAction('Say', ['text']));
  catalogue.set('dataSource', 'Weather', { name: 'Weather', url: 'http://endpoint/weather' });
  catalogue.set('fieldGroup', 'Weather.now', {
    dataSource: 'Weather',
    source: 'external',
    name: 'now',
    responsePayload: { celsius: 20.5, clearAt: 'x' },
  });
  catalogue.set('dataSource', 'Forecast', { name: 'Forecast', url: 'http://endpoint/forecast' });
  catalogue.set('fieldGroup', 'Forecast.day', {
    ...{ dataSource: 'Forecast', source: 'external', name: 'day', dynamicValues: ['at'] },
    responsePayload: { celsius: 20.5 },
  });
  const at = '2026-01-01T00:00:00.000Z';
  for (const [index, journey] of journeys.entries()) {
    const record = { uid: `v${index + 1}`, journeyUid: 'j', version: index + 1, status: 'live' };
    const document = journeyDocument.parse(journey);
    catalogue.set('version', record.uid, { ...record, document, createdAt: at, modifiedAt: at });
  }
  const versions = createRunningVersions(catalogue);
  const people = new Map<string, PersonState>();
  let sent = 0;
  const decides = (input: Input, now = NOW): Decided => {
    const { state, effects } = react(versions, people.get(input.person) ?? NOBODY_KNOWN, input, now);
    people.set(input.person, state);
    return { state, steps: effects.steps, requests: effects.fetches, actions: effects.actions };
  };
  return {
    decides,
    sends(person, event, payload = {}, now = NOW) {
      sent += 1;
      return decides(anInput(`event-${sent}`, person, { event, payload, now }), now);
    },
    timer: (person, now) => decides({ type: 'timer', person: idOf(person) }, now),
    answers(request, answer, now = NOW) {
      if (!request) throw new Error('nothing was asked for');
      return decides(answerTo(request, answer), now);
    },
    state: (person) => people.get(idOf(person)) ?? NOBODY_KNOWN,
    changes(uid, more) {
      catalogue.set('version', uid, { ...catalogue.versions.get(uid), ...more });
      versions.refresh();
    },
  };
}

const idOf = (key: string) => personId({ sandbox: 'prod', namespace: 'Email', key });

function anInput(
  id: string,
  person: string,
  { event, payload, now }: { event: string; payload: JsonObject; now: number },
): EventInput {
  return { v: 1, type: 'event', id, person: idOf(person), events: [event], payload: { person, ...payload }, at: now };
}

function answerTo(request: DataRequest, answer: Answer): Input {
  const { id, person, instance, visit } = request;
  const message = { v: 1 as const, id, person, instance, visit };
  if ('groups' in answer && request.kind === 'fetch') {
    const answers = request.groups.map((group, index) => ({ ...group, ...answer.groups[index] }));
    return { ...message, type: 'fetched', round: request.round, answers };
  }
  const outcome = 'response' in answer ? { status: 'ok' as const, ...answer } : { status: 'timeout' as const };
  return { ...message, type: 'performed', outcome: { ...outcome, elapsedMs: 1, attempts: 1 } };
}
