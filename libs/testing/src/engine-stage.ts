import { type Json, type JsonObject, parseDuration } from '@waystream/core';
import {
  type ActionRequest,
  createCatalogue,
  createRunningVersions,
  type EditableCatalogue,
  EXPERIENCE_PLATFORM,
  type FetchAnswer,
  type FetchRequest,
  type Input,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  type PerformedOutcome,
  type PersonState,
  personId,
  react,
  type StepEvent,
} from '@waystream/journey';
import type { Stage, StoryCall, StoryWorld } from './story.js';

/** Where every story begins. */
export const STORY_START_MS = Date.UTC(2026, 2, 2, 9, 0, 0);

/**
 * Plays stories on the pure engine: inputs are decided one after the other, calls and fetches are answered at once by
 * the world, timers ring in the order in which they are due. Milliseconds a story, and no I/O.
 */
export async function engineStage(world: StoryWorld): Promise<Stage> {
  const catalogue = furnish(world);
  const versions = createRunningVersions(catalogue);
  const people = new Map<string, PersonState>();
  const steps: StepEvent[] = [];
  const calls: StoryCall[] = [];
  const inbox: Input[] = [];
  let nowMs = STORY_START_MS;
  let sent = 0;

  const decideAll = () => {
    for (let input = inbox.shift(); input; input = inbox.shift()) {
      const reaction = react(versions, people.get(input.person) ?? NOBODY_KNOWN, input, nowMs);
      people.set(input.person, reaction.state);
      steps.push(...reaction.effects.steps);
      for (const request of reaction.effects.actions) inbox.push(perform(request, world, calls));
      for (const request of reaction.effects.fetches) inbox.push(fetch(request, world, catalogue, calls));
    }
  };
  const ringUntil = (untilMs: number) => {
    for (;;) {
      const due = [...people].map(([person, state]) => ({
        person,
        dueMs: nextDueMs(state) ?? Number.POSITIVE_INFINITY,
      }));
      const first = due.sort((one, other) => one.dueMs - other.dueMs)[0];
      if (!first || first.dueMs > untilMs) break;
      nowMs = Math.max(nowMs, first.dueMs);
      inbox.push({ type: 'timer', person: first.person });
      decideAll();
    }
    nowMs = untilMs;
  };
  const idOf = (person: string) => personId({ sandbox: 'prod', namespace: 'Email', key: person });

  return {
    async sends(person, event, payload = {}) {
      sent += 1;
      const message = { v: 1 as const, type: 'event' as const, id: `event-${sent}`, person: idOf(person), at: nowMs };
      inbox.push({ ...message, events: [event], payload: { person, ...payload } });
      decideAll();
    },
    async after(duration) {
      ringUntil(nowMs + (parseDuration(duration) ?? 0));
    },
    steps: async (person) => steps.filter((step) => step.person === idOf(person)),
    calls: () => calls,
    async stops(journey) {
      const version = [...catalogue.versions.values()].find(({ document }) => document.name === journey);
      if (!version) throw new Error(`there is no journey "${journey}"`);
      catalogue.set('version', version.uid, { ...version, status: 'stopped' });
      versions.refresh();
      for (const person of people.keys()) {
        inbox.push({ v: 1, type: 'stop', id: `stop-${person}`, person, version: version.uid });
      }
      decideAll();
    },
    close: async () => undefined,
  };
}

function furnish(world: StoryWorld): EditableCatalogue {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of world.events) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  for (const action of world.actions ?? []) catalogue.set('action', String(action.name), action);
  for (const group of world.platformFieldGroups ?? []) {
    catalogue.set('fieldGroup', `${EXPERIENCE_PLATFORM}.${group.name}`, { ...group, dataSource: EXPERIENCE_PLATFORM });
  }
  for (const { definition, fieldGroups } of world.dataSources ?? []) {
    catalogue.set('dataSource', String(definition.name), definition);
    for (const group of fieldGroups) {
      const stored = { ...group, dataSource: definition.name, source: 'external' };
      catalogue.set('fieldGroup', `${definition.name}.${group.name}`, stored);
    }
  }
  for (const [index, journey] of world.journeys.entries()) {
    const uid = `version-${index + 1}`;
    const at = new Date(STORY_START_MS).toISOString();
    const record = {
      uid,
      journeyUid: `journey-${index + 1}`,
      version: 1,
      status: 'live',
      createdAt: at,
      modifiedAt: at,
    };
    catalogue.set('version', uid, { ...record, document: journeyDocument.parse(journey) });
  }
  return catalogue;
}

function perform(request: ActionRequest, world: StoryWorld, calls: StoryCall[]): Input {
  const call = { path: `/${request.action}`, query: {}, body: request.parameters, idempotencyKey: request.id };
  calls.push(call);
  const { status = 200, body } = world.answers?.(call) ?? {};
  const outcome: PerformedOutcome = {
    status: status < 400 ? 'ok' : 'http',
    httpStatus: status,
    elapsedMs: 0,
    attempts: 1,
    ...(isObject(body) ? { response: body } : {}),
  };
  const { id, person, instance, visit } = request;
  return { v: 1, type: 'performed', id, person, instance, visit, outcome };
}

function fetch(request: FetchRequest, world: StoryWorld, catalogue: EditableCatalogue, calls: StoryCall[]): Input {
  const answers = request.groups.map((wanted): FetchAnswer => {
    if (wanted.source === EXPERIENCE_PLATFORM) {
      const key = request.person.slice(request.person.lastIndexOf(':') + 1);
      return { ...wanted, data: world.profiles?.[key] ?? {} };
    }
    const query = Object.fromEntries(Object.entries(wanted.params ?? {}).map(([name, value]) => [name, String(value)]));
    const path = new URL(catalogue.dataSources.get(wanted.source)?.url ?? 'http://endpoint').pathname;
    const call = { path, query, body: null, idempotencyKey: null };
    calls.push(call);
    const { status = 200, body } = world.answers?.(call) ?? {};
    return status < 400 ? { ...wanted, data: body ?? {} } : { ...wanted, error: `http_${status}` };
  });
  const { id, person, instance, visit, round } = request;
  return {
    v: 1,
    type: 'fetched',
    id,
    person,
    instance,
    visit,
    round,
    answers: answers.map((answer) => ({ ...answer })),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
