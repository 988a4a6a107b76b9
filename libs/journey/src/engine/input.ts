import { z } from 'zod';
import { jsonObject, jsonValue } from '../definition/json-value.js';

/**
 * Everything that can move a person, as it travels through the inbox. `v` is the version of the message's form; a
 * service of the previous release and one of this release understand each other while a rollout is under way.
 */
const message = { v: z.literal(1), id: z.string(), person: z.string() };

/** The person's event, with every event definition it matches. `at` is when it was accepted, epoch milliseconds. */
export const eventInput = z.object({
  ...message,
  type: z.literal('event'),
  events: z.array(z.string()).min(1),
  payload: jsonObject,
  at: z.number(),
  traceparent: z.string().optional(),
});
export type EventInput = z.infer<typeof eventInput>;

/** The data that an activity's fetch brought. */
export const fetchedInput = z.object({
  ...message,
  type: z.literal('fetched'),
  instance: z.string(),
  visit: z.int(),
  round: z.int(),
  answers: z.array(
    z.object({
      source: z.string(),
      group: z.string(),
      params: z.record(z.string(), jsonValue).nullable(),
      data: jsonValue.optional(),
      error: z.string().optional(),
    }),
  ),
});
export type FetchedInput = z.infer<typeof fetchedInput>;

/** The result of an action's call. */
export const performedInput = z.object({
  ...message,
  type: z.literal('performed'),
  instance: z.string(),
  visit: z.int(),
  outcome: z.object({
    status: z.enum(['ok', 'http', 'timeout', 'error', 'capping']),
    httpStatus: z.int().optional(),
    response: jsonObject.optional(),
    code: z.string().optional(),
    elapsedMs: z.number(),
    attempts: z.int(),
  }),
});
export type PerformedInput = z.infer<typeof performedInput>;

/** An operator stops a version: whoever is inside leaves it now. */
export const stopInput = z.object({ ...message, type: z.literal('stop'), version: z.string() });
export type StopInput = z.infer<typeof stopInput>;

/** What the inbox carries. */
export const inboxMessage = z.discriminatedUnion('type', [eventInput, fetchedInput, performedInput, stopInput]);
export type InboxMessage = z.infer<typeof inboxMessage>;

/** The person's own alarm: something they wait for is due. It never travels; the partition's timers are the pipe. */
export interface TimerInput {
  type: 'timer';
  person: string;
}

export type Input = InboxMessage | TimerInput;
