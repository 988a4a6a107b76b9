import { type JsonObject, parseDuration } from '@waystream/core';
import {
  businessId,
  compileEvent,
  createCatalogue,
  createRunningVersions,
  type EditableCatalogue,
  EXPERIENCE_PLATFORM,
  type Input,
  isForgettable,
  isInside,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  personId,
  react,
  requalify,
  type StepEvent,
} from '@waystream/journey';
import { createStageRuns } from './stage-runs.js';
import type { Stage, StoryWorld } from './story.js';
import { createVersionLives } from './version-lives.js';
import { createWorldAnswers } from './world-answers.js';

/** Where every story begins. */
export const STORY_START_MS = Date.UTC(2026, 2, 2, 9, 0, 0);

/**
 * Plays stories on the pure engine: inputs are decided one after the other, calls and fetches are answered at once by
 * the world, timers ring in the order in which they are due. Milliseconds a story, and no I/O.
 */
export async function engineStage(world: StoryWorld): Promise<Stage> {
  const catalogue = furnish(world);
  const versions = createRunningVersions(catalogue);
  // Nothing is on its way here: a version that is not in the catalogue is nowhere.
  const known = { ...versions, isGone: () => true };
  const people = new Map<string, PersonState>();
  const steps: StepEvent[] = [];
  const answers = createWorldAnswers(world, catalogue);
  const inbox: Input[] = [];
  const unanswered: Input[] = [];
  let isSilent = false;
  let nowMs = STORY_START_MS;
  let sent = 0;

  const decideAll = () => {
    for (let input = inbox.shift(); input; input = inbox.shift()) {
      const reaction = react(known, people.get(input.person) ?? NOBODY_KNOWN, input, nowMs);
      people.set(input.person, reaction.state);
      steps.push(...reaction.effects.steps);
      const told = isSilent ? unanswered : inbox;
      for (const request of reaction.effects.actions) told.push(answers.perform(request));
      for (const request of reaction.effects.fetches) inbox.push(answers.provide(request));
      inbox.push(...reaction.effects.inputs);
      for (const run of reaction.effects.runs) runs.begin(run, nowMs);
      inbox.push(...runs.takeDue(nowMs));
    }
  };
  const runs = createStageRuns(catalogue, (audience) =>
    [...answers.audiences].flatMap(([key, statuses]) => (isInside(statuses[audience]) ? [idOf(key)] : [])),
  );
  const enterDue = () => {
    inbox.push(...runs.takeDue(nowMs));
    decideAll();
  };
  const ringUntil = (untilMs: number) => {
    for (;;) {
      const entranceMs = runs.nextDueMs(nowMs) ?? Number.POSITIVE_INFINITY;
      const due = [...people].map(([person, state]) => ({
        person,
        dueMs: nextDueMs(state) ?? Number.POSITIVE_INFINITY,
      }));
      const first = due.sort((one, other) => one.dueMs - other.dueMs)[0];
      if (entranceMs <= untilMs && entranceMs <= (first?.dueMs ?? Number.POSITIVE_INFINITY)) {
        nowMs = Math.max(nowMs, entranceMs);
        enterDue();
        continue;
      }
      if (!first || first.dueMs > untilMs) break;
      nowMs = Math.max(nowMs, first.dueMs);
      inbox.push({ type: 'timer', person: first.person });
      decideAll();
    }
    nowMs = untilMs;
  };
  const idOf = (person: string) => personId({ sandbox: 'prod', namespace: 'Email', key: person });

  for (const [audience, keys] of Object.entries(world.members ?? {})) {
    for (const key of keys) answers.audiences.set(key, { ...answers.audiences.get(key), [audience]: 'realized' });
  }
  enterDue();

  const lives = createVersionLives(catalogue, () => nowMs);
  const tellAll = (orders: ReturnType<typeof lives.stop>) => {
    versions.refresh();
    for (const order of orders) {
      for (const person of people.keys()) inbox.push({ v: 1, id: `${order.type}-${person}`, person, ...order });
    }
    decideAll();
  };
  const supplementalOf = (name: string, payload: JsonObject) => {
    const definition = catalogue.events.get(name);
    const ids = definition && compileEvent(catalogue, definition).event?.supplementalIdsOf(payload, nowMs);
    return ids ? { supplemental: { [name]: ids } } : {};
  };

  return {
    async sends(person, event, payload = {}) {
      sent += 1;
      const id = `event-${sent}`;
      const whole = { person, ...payload };
      if (catalogue.events.get(event)?.type === 'business') {
        const own = { person: businessId('prod', event), event, payload: whole, at: nowMs };
        inbox.push({ v: 1, type: 'business', id, ...own });
        return decideAll();
      }
      const message = { v: 1 as const, type: 'event' as const, id, person: idOf(person), at: nowMs };
      inbox.push({ ...message, events: [event], payload: whole, ...supplementalOf(event, whole) });
      decideAll();
    },
    async uploads(audience, { add = [], remove = [] }) {
      sent += 1;
      const keys = [...add.map((key) => [key, true] as const), ...remove.map((key) => [key, false] as const)];
      for (const [key, isMember] of keys) {
        const { statuses, changes } = requalify(answers.audiences.get(key) ?? {}, new Map([[audience, isMember]]));
        answers.audiences.set(key, { ...statuses });
        for (const { status } of changes) {
          const id = `upload-${sent}-${key}-${status}`;
          inbox.push({ v: 1, type: 'audience', id, person: idOf(key), audience, status, at: nowMs });
        }
      }
      decideAll();
    },
    async after(duration) {
      ringUntil(nowMs + (parseDuration(duration) ?? 0));
    },
    steps: async (person) => steps.filter((step) => step.person === idOf(person)),
    remembers: async (person) => !isForgettable(people.get(idOf(person)) ?? NOBODY_KNOWN),
    calls: () => answers.calls,
    mails: () => answers.sent.map(({ mail }) => mail),
    async reacts(address, kind) {
      const request = answers.sent.findLast(({ mail }) => mail.to === address)?.request;
      if (!request) throw new Error(`no mail was sent to "${address}"`);
      const { person, instance, node } = request;
      const id = `${instance}.${node}.${kind}`;
      inbox.push({ v: 1, type: 'reaction', id, person, instance, message: node, kind, at: nowMs });
      decideAll();
    },
    holdsAnswers() {
      isSilent = true;
    },
    async answers() {
      isSilent = false;
      inbox.push(...unanswered.splice(0));
      decideAll();
    },
    stops: async (journey) => tellAll(lives.stop(journey)),
    pauses: async (journey) => tellAll(lives.pause(journey)),
    resumes: async (journey) => tellAll(lives.resume(journey)),
    tests: async (journey, waitTime) => tellAll(lives.test(journey, waitTime)),
    publishes: async (journey) => tellAll(lives.publish(journey)),
    close: async () => undefined,
  };
}

function furnish(world: StoryWorld): EditableCatalogue {
  const catalogue = createCatalogue();
  for (const { name, schema, definition } of world.events) {
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, definition);
  }
  for (const audience of world.audiences ?? []) catalogue.set('audience', String(audience.name), audience);
  for (const action of world.actions ?? []) catalogue.set('action', String(action.name), action);
  for (const template of world.templates ?? []) catalogue.set('template', String(template.name), template);
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
      status: world.drafts?.includes(journey.name) ? 'draft' : 'live',
      createdAt: at,
      modifiedAt: at,
    };
    catalogue.set('version', uid, { ...record, document: journeyDocument.parse(journey) });
  }
  return catalogue;
}
