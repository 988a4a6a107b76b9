import { parseDuration } from '@waystream/core';
import {
  createCatalogue,
  createRunningVersions,
  type EditableCatalogue,
  EXPERIENCE_PLATFORM,
  type Input,
  journeyDocument,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  personId,
  react,
  type StepEvent,
} from '@waystream/journey';
import type { Stage, StoryWorld } from './story.js';
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
  const people = new Map<string, PersonState>();
  const steps: StepEvent[] = [];
  const answers = createWorldAnswers(world, catalogue);
  const inbox: Input[] = [];
  let nowMs = STORY_START_MS;
  let sent = 0;

  const decideAll = () => {
    for (let input = inbox.shift(); input; input = inbox.shift()) {
      const reaction = react(versions, people.get(input.person) ?? NOBODY_KNOWN, input, nowMs);
      people.set(input.person, reaction.state);
      steps.push(...reaction.effects.steps);
      for (const request of reaction.effects.actions) inbox.push(answers.perform(request));
      for (const request of reaction.effects.fetches) inbox.push(answers.provide(request));
      inbox.push(...reaction.effects.inputs);
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
    calls: () => answers.calls,
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
