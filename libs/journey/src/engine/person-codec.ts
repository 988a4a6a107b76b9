import type { Json, JsonObject } from '@waystream/core';
import { z } from 'zod';
import { jsonObject, jsonValue } from '../definition/json-value.js';
import type { Arm, Instance, PersonState, Stop } from './person-state.js';

/**
 * The stored form of a person's state: JSON arrays by position, because millions of parked people are kept and every
 * field name would be paid for each of them. The first element is the version of the form; a reader keeps
 * understanding the forms of earlier releases, since people stay parked for months across upgrades.
 */
const FORM = 1;

export function encodePerson(state: PersonState): string {
  return JSON.stringify([FORM, state.entrances, state.instances.map(packInstance)]);
}

/** Throws when the text is no state of a known form; the input that needed it then becomes a dead letter. */
export function decodePerson(text: string): PersonState {
  const [, entrances, instances] = packedPerson.parse(JSON.parse(text));
  return { entrances, instances: instances.map(unpackInstance) };
}

const arm = z.tuple([z.string(), z.int(), z.string().nullable(), z.number().nullable()]);
const answer = z.strictObject({
  source: z.string(),
  group: z.string(),
  params: z.record(z.string(), jsonValue).nullable(),
  data: jsonValue.optional(),
  error: z.string().optional(),
});
const stop = z.union([
  z.tuple([z.literal('l'), z.array(arm)]),
  z.tuple([z.literal('p'), z.string()]),
  z.tuple([z.literal('f'), z.string(), z.int(), z.array(answer)]),
]);
const held = z.strictObject({ event: z.string(), payload: jsonObject, at: z.number() });
const extras = z.strictObject({
  actions: z.record(z.string(), jsonObject).optional(),
  held: z.array(held).optional(),
  lastError: z.strictObject({ node: z.string(), code: z.string() }).optional(),
});
const packedInstance = z.tuple([
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.int(),
  z.int(),
  z.record(z.string(), jsonObject),
  stop,
  extras.optional(),
]);
const packedPerson = z.tuple([z.literal(FORM), z.record(z.string(), z.number()), z.array(packedInstance)]);

function packInstance(instance: Instance): Json {
  const packed: Json[] = [
    instance.id,
    instance.version,
    instance.enteredAt,
    instance.expiresAt,
    instance.visit,
    instance.seq,
    instance.events,
    packStop(instance.stop),
  ];
  const rare: JsonObject = {};
  if (Object.keys(instance.actions).length > 0) rare.actions = instance.actions;
  if (instance.held.length > 0) rare.held = instance.held.map(({ event, payload, at }) => ({ event, payload, at }));
  if (instance.lastError) rare.lastError = { ...instance.lastError };
  if (Object.keys(rare).length > 0) packed.push(rare);
  return packed;
}

function packStop(stop: Stop): Json {
  switch (stop.kind) {
    case 'listening':
      return ['l', stop.arms.map(({ node, visit, event, dueMs }) => [node, visit, event, dueMs])];
    case 'performing':
      return ['p', stop.node];
    case 'fetching':
      return ['f', stop.node, stop.round, stop.answers.map((answer) => ({ ...answer }))];
  }
}

function unpackInstance(packed: z.infer<typeof packedInstance>): Instance {
  const [id, version, enteredAt, expiresAt, visit, seq, events, packedStop, rare] = packed;
  return {
    id,
    version,
    enteredAt,
    expiresAt,
    visit,
    seq,
    events,
    actions: rare?.actions ?? {},
    held: rare?.held ?? [],
    lastError: rare?.lastError ?? null,
    stop: unpackStop(packedStop),
  };
}

function unpackStop(packed: z.infer<typeof stop>): Stop {
  switch (packed[0]) {
    case 'l':
      return { kind: 'listening', arms: packed[1].map(unpackArm) };
    case 'p':
      return { kind: 'performing', node: packed[1] };
    case 'f':
      return { kind: 'fetching', node: packed[1], round: packed[2], answers: packed[3] };
  }
}

function unpackArm([node, visit, event, dueMs]: z.infer<typeof arm>): Arm {
  return { node, visit, event, dueMs };
}
