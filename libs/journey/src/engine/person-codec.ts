import { type Json, type JsonObject, parseJson } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import { audienceInput, eventInput, fetchedInput, performedInput, reactionInput } from './input.js';
import { readFirstForm } from './person-form-1.js';
import type { Instance, PersonState } from './person-state.js';
import { packedStop, packStop, unpackStop } from './stop-codec.js';

/**
 * The stored form of a person's state: JSON arrays by position, because millions of parked people are kept and every
 * field name would be paid for each of them. The first element is the version of the form; a reader keeps
 * understanding the forms of earlier releases, since people stay parked for months across upgrades.
 */
const FORM = 2;

export function encodePerson({ entrances, instances, watches }: PersonState): string {
  const packed: Json[] = [FORM, entrances, instances.map(packInstance)];
  if (watches.length > 0) {
    packed.push(watches.map((one) => [one.instance, one.journey, one.version, one.until, one.treatment]));
  }
  return JSON.stringify(packed);
}

/** Throws when the text is no state of a known form; the input that needed it then becomes a dead letter. */
export function decodePerson(text: string): PersonState {
  const packed = parseJson(text);
  if (Array.isArray(packed) && packed[0] === 1) return readFirstForm(packed);
  const [, entrances, instances, watches = []] = packedPerson.parse(packed);
  return {
    entrances,
    instances: instances.map(unpackInstance),
    watches: watches.map(([instance, journey, version, until, treatment]) => {
      return { instance, journey, version, until, treatment };
    }),
  };
}

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
  // How long after the entrance the global timeout comes.
  z.number(),
  z.int(),
  z.int(),
  z.record(z.string(), jsonObject),
  packedStop,
  z.string(),
  extras.optional(),
]);
const watch = z.tuple([z.string(), z.string(), z.string(), z.number(), z.string().nullable()]);
const packedPerson = z.tuple([
  z.literal(FORM),
  z.record(z.string(), z.number()),
  z.array(packedInstance),
  z.array(watch).optional(),
]);

function packInstance(instance: Instance): Json {
  const packed: Json[] = [
    instance.id,
    instance.version,
    instance.enteredAt,
    instance.expiresAt - instance.enteredAt,
    instance.visit,
    instance.seq,
    instance.events,
    packStop(instance.stop),
    instance.trail,
  ];
  const rare = packExtras(instance);
  if (Object.keys(rare).length > 0) packed.push(rare);
  return packed;
}

function packExtras(instance: Instance): JsonObject {
  const { supplementalId, actions, held: waiting, reactions, lastError, elapsed, pause } = instance;
  const rare: JsonObject = {};
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
  const [id, version, enteredAt, timeoutMs, visit, seq, events, stop, trail, rare] = packed;
  return {
    id,
    version,
    supplementalId: rare?.supplementalId ?? null,
    enteredAt,
    expiresAt: enteredAt + timeoutMs,
    visit,
    seq,
    events,
    actions: rare?.actions ?? {},
    held: (rare?.held ?? []).map(([topic, as, payload, at]) => ({ topic, as, payload, at })),
    reactions: rare?.reactions ?? [],
    trail,
    lastError: rare?.lastError ?? null,
    elapsed: rare?.elapsed ?? {},
    stop: unpackStop(stop),
    pause: rare?.kept ? { kept: rare.kept } : null,
  };
}
