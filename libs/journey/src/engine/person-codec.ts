import { DAY_MS, type Json, type JsonObject, parseJson } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import { audienceInput, eventInput, fetchedInput, performedInput, reactionInput } from './input.js';
import { readFirstForm } from './person-form-1.js';
import type { GoalWatch, Instance, PastEntrance, PersonState } from './person-state.js';
import { packedStop, packStop, unpackStop } from './stop-codec.js';

/**
 * The stored form of a person's state: JSON arrays by position, because millions of parked people are kept and every
 * field name would be paid for each of them. The first element is the version of the form; a reader keeps
 * understanding the forms of earlier releases, since people stay parked for months across upgrades.
 */
const FORM = 2;

export function encodePerson({ entrances, instances, watches }: PersonState): string {
  const packed: Json[] = [
    FORM,
    instances.map(packInstance),
    Object.fromEntries(Object.entries(entrances).map(([place, entrance]) => [place, packEntrance(entrance)])),
    watches.map(packWatch),
  ];
  while (isEmpty(packed.at(-1))) packed.pop();
  return JSON.stringify(packed);
}

/** Throws when the text is no state of a known form; the input that needed it then becomes a dead letter. */
export function decodePerson(text: string): PersonState {
  const packed = parseJson(text);
  if (Array.isArray(packed) && packed[0] === 1) return readFirstForm(packed);
  const [, instances = [], entrances = {}, watches = []] = packedPerson.parse(packed);
  return {
    instances: instances.map(unpackInstance),
    entrances: Object.fromEntries(
      Object.entries(entrances).map(([place, entrance]) => [place, unpackEntrance(entrance)]),
    ),
    watches: watches.map(unpackWatch),
  };
}

function isEmpty(part: Json | undefined): boolean {
  return typeof part === 'object' && part !== null && Object.keys(part).length === 0;
}

/** Which the default global timeout is; it is not stored. */
const USUAL_TIMEOUT_MS = 30 * DAY_MS;

const held = z.tuple([z.string(), z.string().nullable(), jsonObject, z.number()]);
const keptInput = z.discriminatedUnion('type', [
  eventInput,
  audienceInput,
  reactionInput,
  fetchedInput,
  performedInput,
]);
/** What most parked instances do not have. */
const extras = z.strictObject({
  supplementalId: z.string().optional(),
  /** How long after the entrance the global timeout comes. */
  timeoutMs: z.number().optional(),
  actions: z.record(z.string(), jsonObject).optional(),
  held: z.array(held).optional(),
  reactions: z.array(z.string()).optional(),
  lastError: z.strictObject({ node: z.string(), code: z.string() }).optional(),
  elapsed: z.strictObject({ action: z.number().optional(), fetch: z.number().optional() }).optional(),
  kept: z.array(keptInput).optional(),
});
const packedInstance = z.tuple([
  z.string(),
  z.string(),
  z.number(),
  z.int(),
  z.int(),
  z.record(z.string(), jsonObject),
  packedStop,
  z.string(),
  extras.optional(),
]);
/** Instance, journey, version, until, treatments, and the supplemental identifier where there is one. */
const watch = z.tuple([z.string(), z.string(), z.string(), z.number(), z.string().nullable(), z.string().optional()]);
/** When somebody entered, and how long a rule asks for it; without that for good. */
const packedEntrance = z.union([z.number(), z.tuple([z.number(), z.number()])]);
const packedPerson = z.tuple([
  z.literal(FORM),
  z.array(packedInstance).optional(),
  z.record(z.string(), packedEntrance).optional(),
  z.array(watch).optional(),
]);

function packInstance(instance: Instance): Json {
  const packed: Json[] = [
    instance.id,
    instance.version,
    instance.enteredAt,
    instance.visit,
    instance.seq,
    instance.events,
    packStop(instance.stop, instance.enteredAt),
    instance.trail,
  ];
  const rare = packExtras(instance);
  if (Object.keys(rare).length > 0) packed.push(rare);
  return packed;
}

function packExtras(instance: Instance): JsonObject {
  const { supplementalId, actions, held: waiting, reactions, lastError, elapsed, pause } = instance;
  const rare: JsonObject = {};
  const timeoutMs = instance.expiresAt - instance.enteredAt;
  if (timeoutMs !== USUAL_TIMEOUT_MS) rare.timeoutMs = timeoutMs;
  if (supplementalId !== null) rare.supplementalId = supplementalId;
  if (Object.keys(actions).length > 0) rare.actions = actions;
  if (waiting.length > 0) rare.held = waiting.map(({ topic, as, payload, at }) => [topic, as, payload, at]);
  if (reactions.length > 0) rare.reactions = [...reactions];
  if (lastError) rare.lastError = { ...lastError };
  if (Object.keys(elapsed).length > 0) rare.elapsed = storable(elapsed);
  if (pause) rare.kept = storable(pause.kept);
  return rare;
}

/** Without the fields that are not set. */
function storable(value: object): Json {
  return parseJson(JSON.stringify(value));
}

function unpackInstance(packed: z.infer<typeof packedInstance>): Instance {
  const [id, version, enteredAt, visit, seq, events, stop, trail, rare] = packed;
  return {
    id,
    version,
    supplementalId: rare?.supplementalId ?? null,
    enteredAt,
    expiresAt: enteredAt + (rare?.timeoutMs ?? USUAL_TIMEOUT_MS),
    visit,
    seq,
    events,
    actions: rare?.actions ?? {},
    held: (rare?.held ?? []).map(([topic, as, payload, at]) => ({ topic, as, payload, at })),
    reactions: rare?.reactions ?? [],
    trail,
    lastError: rare?.lastError ?? null,
    elapsed: rare?.elapsed ?? {},
    stop: unpackStop(stop, enteredAt),
    pause: rare?.kept ? { kept: rare.kept } : null,
  };
}

function packEntrance({ at, until }: PastEntrance): Json {
  return until === null ? at : [at, until - at];
}

function unpackEntrance(packed: z.infer<typeof packedEntrance>): PastEntrance {
  if (typeof packed === 'number') return { at: packed, until: null };
  const [at, keptMs] = packed;
  return { at, until: at + keptMs };
}

function packWatch({ instance, journey, version, until, treatment, supplementalId }: GoalWatch): Json {
  const packed = [instance, journey, version, until, treatment];
  return supplementalId === null ? packed : [...packed, supplementalId];
}

function unpackWatch(packed: z.infer<typeof watch>): GoalWatch {
  const [instance, journey, version, until, treatment, supplementalId = null] = packed;
  return { instance, journey, version, until, treatment, supplementalId };
}
