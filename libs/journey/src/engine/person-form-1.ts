import type { Json } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import type { Instance, PersonState, Stop } from './person-state.js';
import { storedAnswer } from './stop-codec.js';
import { eventTopic } from './topic.js';

/** The first form of stored states, which knew events and times only. People who were parked in it go on. */
export function readFirstForm(packed: Json): PersonState {
  const [, entrances, instances] = firstPerson.parse(packed);
  const known = Object.entries(entrances).map(([place, at]) => [place, { at, until: null }]);
  return { instances: instances.map(unpack), entrances: Object.fromEntries(known), watches: [] };
}

const arm = z.tuple([z.string(), z.int(), z.string().nullable(), z.number().nullable()]);
const stop = z.union([
  z.tuple([z.literal('l'), z.array(arm)]),
  z.tuple([z.literal('p'), z.string()]),
  z.tuple([z.literal('f'), z.string(), z.int(), z.array(storedAnswer)]),
]);
const held = z.strictObject({ event: z.string(), payload: jsonObject, at: z.number() });
const extras = z.strictObject({
  actions: z.record(z.string(), jsonObject).optional(),
  held: z.array(held).optional(),
  lastError: z.strictObject({ node: z.string(), code: z.string() }).optional(),
});
const firstInstance = z.tuple([
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
const firstPerson = z.tuple([z.literal(1), z.record(z.string(), z.number()), z.array(firstInstance)]);

function unpack(packed: z.infer<typeof firstInstance>): Instance {
  const [id, version, enteredAt, expiresAt, visit, seq, events, packedStop, rare] = packed;
  return {
    id,
    version,
    supplementalId: null,
    enteredAt,
    expiresAt,
    visit,
    seq,
    events,
    actions: rare?.actions ?? {},
    held: (rare?.held ?? []).map(({ event, payload, at }) => ({ topic: eventTopic(event), as: event, payload, at })),
    reactions: [],
    trail: '',
    lastError: rare?.lastError ?? null,
    elapsed: {},
    stop: unpackStop(packedStop),
    pause: null,
  };
}

function unpackStop(packed: z.infer<typeof stop>): Stop {
  switch (packed[0]) {
    case 'l':
      return {
        kind: 'listening',
        arms: packed[1].map(([node, , event, dueMs]) => {
          return { node, topics: event === null ? [] : [eventTopic(event)], dueMs };
        }),
      };
    case 'p':
      return { kind: 'performing', node: packed[1] };
    case 'f':
      return { kind: 'fetching', nodes: [packed[1]], round: packed[2], answers: packed[3] };
  }
}
