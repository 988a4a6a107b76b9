import { parseDuration } from '@waystream/core';
import {
  createCatalogue,
  createRunningVersions,
  decodePerson,
  decodeSteps,
  type Explanation,
  encodePerson,
  encodeSteps,
  explain,
  type Input,
  type JourneyDocumentInput,
  type JourneyVersion,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  outlineOf,
  type PerformedOutcome,
  type PersonJourneys,
  type PersonState,
  personJourneys,
  react,
  type StepEvent,
} from '@waystream/journey';
import { anAction, anEvent } from '@waystream/testing';

export const START_MS = Date.UTC(2026, 2, 2, 9);
const ADA = { namespace: 'Email', key: 'ada' };
export const PERSON = 'prod:Email:ada';

/** A person whom the pure engine moves, and about whom questions can be asked at any time. */
export interface ExplainedPerson {
  readonly steps: readonly StepEvent[];
  sends(event: string, payload?: object): void;
  after(duration: string): void;
  gives(...inputs: Input[]): void;
  /** Puts a step into the log that the engine did not decide. */
  logs(step: StepEvent): void;
  /** Changes the version's record, as authoring would. */
  becomes(change: Partial<JourneyVersion>): void;
  /** The answer as if the log had lost its first steps. */
  explained(more?: { lost?: number; namespace?: string }): Explanation;
  journeys(lost?: number): PersonJourneys;
}

/** `outcome`: what comes of calls and admissions; `null` leaves them without an answer. */
export function explainedPerson(
  document: JourneyDocumentInput,
  { outcome = null, record = {} }: { outcome?: PerformedOutcome | null; record?: Partial<JourneyVersion> } = {},
): ExplainedPerson {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of [anEvent('Cart', { total: 'number', note: 'string' }), anEvent('Order')]) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  catalogue.set('action', 'Remind', anAction('Remind'));
  const versions = createRunningVersions(catalogue);
  const becomes = (change: Partial<JourneyVersion>) => {
    catalogue.set('version', 'v1', { ...VERSION, document: journeyDocument.parse(document), ...record, ...change });
    versions.refresh();
  };
  becomes({});
  let state: PersonState = NOBODY_KNOWN;
  let now = START_MS;
  let sent = 0;
  const messages: string[] = [];
  const steps = () => messages.flatMap(decodeSteps);

  /** Every state and every step goes through its stored form. */
  const gives = (...inputs: Input[]) => {
    for (let input = inputs.shift(); input; input = inputs.shift()) {
      const { state: next, effects } = react(versions, state, input, now);
      state = decodePerson(encodePerson(next));
      if (effects.steps.length > 0) messages.push(encodeSteps(effects.steps));
      for (const { id, person, instance, visit } of [...effects.actions, ...effects.fetches]) {
        if (outcome) inputs.push({ v: 1, type: 'performed', id, person, instance, visit, outcome });
      }
      inputs.push(...effects.inputs);
    }
  };
  const recordsWithout = (lost: number) => ({
    state,
    steps: steps().slice(lost),
    logSince: lost === 0 ? null : (steps()[lost]?.at ?? now),
  });
  const outlines = () => [...catalogue.versions.values()].map(outlineOf);

  return {
    get steps() {
      return steps();
    },
    gives,
    logs: (step) => messages.push(encodeSteps([step])),
    becomes,
    sends(event, payload = {}) {
      sent += 1;
      const message = { v: 1 as const, type: 'event' as const, id: `e${sent}`, person: PERSON, at: now };
      gives({ ...message, events: [event], payload: { person: 'ada', ...payload } });
    },
    after(duration) {
      const until = now + (parseDuration(duration) ?? 0);
      for (let due = nextDueMs(state); due !== null && due <= until; due = nextDueMs(state)) {
        now = Math.max(now, due);
        gives({ type: 'timer', person: PERSON });
      }
      now = until;
    },
    explained: ({ lost = 0, namespace = ADA.namespace } = {}) =>
      explain({
        person: { ...ADA, namespace },
        journeyUid: 'j1',
        versions: outlines(),
        records: recordsWithout(lost),
        now,
      }),
    journeys: (lost = 0) =>
      personJourneys(recordsWithout(lost), (uid) => outlines().find((outline) => outline.record.uid === uid)),
  };
}

const VERSION: Omit<JourneyVersion, 'document'> = {
  uid: 'v1',
  journeyUid: 'j1',
  version: 1,
  status: 'live',
  createdAt: '2026-03-01T00:00:00.000Z',
  modifiedAt: '2026-03-01T00:00:00.000Z',
  publishedAt: '2026-03-01T00:00:00.000Z',
};
