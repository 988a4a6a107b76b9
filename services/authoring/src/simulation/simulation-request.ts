import type { Json } from '@waystream/core';
import { givenMemberships, recordForm, stubs } from '@waystream/journey';
import { z } from 'zod';

/** One request plays no more than this; the command line plays recordings of any length. */
const MOST_EVENTS = 10_000;
const MOST_ASKED_FOR = 1_000;

const attributes = z.record(z.string(), z.json());

/** As the API describes it. */
export const simulationRequest = z.strictObject({
  events: z
    .array(recordForm)
    .max(MOST_EVENTS)
    .default([])
    .describe('in any order; each is played at its time. Runs over audiences begin by themselves'),
  profiles: z
    .record(z.string(), attributes)
    .default({})
    .describe('attributes by the key of the person, when the simulation begins'),
  audiences: z
    .record(z.string(), givenMemberships)
    .default({})
    .describe('by the key of the person: names of audiences, or with each name a status; streaming ones are evaluated'),
  stubs: stubs.prefault({}).describe('what systems answer; else 200 and {} at once'),
  from: z.string().optional().describe('when the version goes live, in RFC 3339; the first event, or now, if left out'),
  until: z.string().optional().describe('a duration after the last event, or a time in RFC 3339; P30D if left out'),
  seed: z.string().max(100).optional().describe('decides which of several stubs answers'),
  people: z.array(z.string()).max(MOST_ASKED_FOR).optional().describe('keys of those whose ways and sends are told'),
});

const anyRecord = z.custom<Json>((value) => value !== undefined, 'needs a JSON value');

/** As it is read: a record that cannot be played is told in the answer and keeps none of the others from being played. */
export const receivedSimulation = simulationRequest.extend({
  events: z
    .array(anyRecord)
    .max(MOST_EVENTS, `at most ${MOST_EVENTS} events; \`waystream simulate\` plays recordings of any length`)
    .default([]),
});
export type ReceivedSimulation = z.output<typeof receivedSimulation>;
