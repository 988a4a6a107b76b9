import type { Json } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import { type StepEvent, stepEvent } from './step-event.js';

/**
 * The form in which steps travel and rest: the steps of one person in one round are one message, by position, with what
 * they share said once. Steps are the most frequent records there are, so their size is what the step log costs.
 */
const FORM = 1;

export function encodeSteps(steps: readonly StepEvent[]): string {
  const passages: [journey: string, version: string, instance: string | null, packed: Json[]][] = [];
  for (const step of steps) {
    const [, version, instance, packed] = passages.at(-1) ?? [];
    if (packed && version === step.version && instance === step.instance) packed.push(pack(step));
    else passages.push([step.journey, step.version, step.instance, [pack(step)]]);
  }
  return JSON.stringify([FORM, steps[0]?.person ?? '', passages]);
}

/** Throws when the text is no message of a known form. */
export function decodeSteps(text: string): StepEvent[] {
  const [, person, passages] = message.parse(JSON.parse(text));
  return passages.flatMap(([journey, version, instance, steps]) =>
    steps.map((packed) => unpack(packed, { person, journey, version, instance })),
  );
}

/** Tells the messages about a person from others by how they begin, which takes no decoding. */
export function stepsAbout(person: string): (text: string) => boolean {
  const start = `,${JSON.stringify(person)},`;
  return (text) => text.startsWith(start, text.indexOf(','));
}

const { status, ending, reason } = stepEvent.shape;
const packedStep = z.tuple([
  // The number of the step within its instance, or the whole id of a step without one.
  z.union([z.int(), z.string()]),
  z.number(),
  z.string().nullable(),
  z.string().nullable(),
  status,
  z.string().nullable(),
  z.int(),
  ending,
  reason,
  z.string().nullable(),
  jsonObject.optional(),
]);
const message = z.tuple([
  z.literal(FORM),
  z.string(),
  z.array(z.tuple([z.string(), z.string(), z.string().nullable(), z.array(packedStep)])),
]);

const WAITED = 1;
const ENTRANCE = 2;

function pack(step: StepEvent): Json {
  const flags = (step.waited ? WAITED : 0) | (step.entrance ? ENTRANCE : 0);
  const id = step.instance === null ? step.id : Number(step.id.slice(step.instance.length + 1));
  const { at, node, nodeType, path, reason: why, code, seen } = step;
  const packed: Json[] = [id, at, node, nodeType, step.status, path, flags, step.ending, why, code];
  if (seen) packed.push(seen);
  return packed;
}

type Shared = Pick<StepEvent, 'person' | 'journey' | 'version' | 'instance'>;

function unpack(packed: z.infer<typeof packedStep>, shared: Shared): StepEvent {
  const [id, at, node, nodeType, stepStatus, path, flags, stepEnding, stepReason, code, seen] = packed;
  return {
    v: 1,
    id: typeof id === 'number' ? `${shared.instance}.${id}` : id,
    at,
    ...shared,
    node,
    nodeType,
    status: stepStatus,
    path,
    waited: (flags & WAITED) !== 0,
    entrance: (flags & ENTRANCE) !== 0,
    ending: stepEnding,
    reason: stepReason,
    code,
    ...(seen && { seen }),
  };
}
