import { z } from 'zod';
import { jsonObject, jsonValue } from '../definition/json-value.js';
import type { InboxMessage } from './input.js';
import type { stepEvent } from './step-event.js';

const request = {
  v: z.literal(1),
  /** Derived from instance, visit (and round): a decision that is repeated asks for the same thing under the same id. */
  id: z.string(),
  person: z.string(),
  journey: z.string(),
  version: z.string(),
  instance: z.string(),
  visit: z.int(),
  node: z.string(),
  /** When the decision was made, epoch milliseconds. */
  at: z.number(),
  /** The journey's timeout for external calls, milliseconds. */
  timeoutMs: z.number(),
  traceparent: z.string().optional(),
};

/** An action to perform or a message to send; `id` is its idempotency key. */
export const actionRequest = z.object({
  ...request,
  channel: z.enum(['custom', 'email']).default('custom'),
  /** The name of the action, or of the template. */
  action: z.string(),
  parameters: z.record(z.string(), jsonValue),
});
export type ActionRequest = z.infer<typeof actionRequest>;

/** Data to fetch for one stop. */
export const fetchRequest = z.object({
  ...request,
  kind: z.literal('fetch').default('fetch'),
  round: z.int(),
  groups: z.array(
    z.object({ source: z.string(), group: z.string(), params: z.record(z.string(), jsonValue).nullable() }),
  ),
});
export type FetchRequest = z.infer<typeof fetchRequest>;

/** One field of the person's profile gets a value; answered as a `performed` input. */
export const updateRequest = z.object({
  ...request,
  kind: z.literal('update'),
  field: z.string(),
  value: jsonValue,
});
export type UpdateRequest = z.infer<typeof updateRequest>;

/**
 * A place among the first `most` people at an activity of a version, exact over all partitions; answered as a
 * `performed` input whose response says `{granted}`. Whoever has a place keeps it.
 */
export const reserveRequest = z.object({ ...request, kind: z.literal('reserve'), most: z.int() });
export type ReserveRequest = z.infer<typeof reserveRequest>;

/**
 * May the person enter a version under test? Only test profiles, at most `most` a `session`; answered as a `performed`
 * input whose response says `{granted, reason}`.
 */
export const admitRequest = z.object({
  ...request,
  kind: z.literal('admit'),
  session: z.string(),
  most: z.int(),
});
export type AdmitRequest = z.infer<typeof admitRequest>;

/**
 * A run over the audience of a version: its members are to enter, each once. `events`: payload of the business event that
 * begins it. Nothing waits for an answer.
 */
export const runRequest = z.object({
  v: z.literal(1),
  kind: z.literal('run'),
  id: z.string(),
  sandbox: z.string(),
  version: z.string(),
  at: z.number(),
  events: z.record(z.string(), jsonObject),
  traceparent: z.string().optional(),
});
export type RunRequest = z.infer<typeof runRequest>;

/** What is asked of enrichment and answered by it: data, an update, a reservation, an admission. */
export const dataRequest = z.union([fetchRequest, updateRequest, reserveRequest, admitRequest]);
export type DataRequest = z.infer<typeof dataRequest>;

/** What a decision asks the world to do. It leaves in the same commit as the state that expects the answers. */
export interface Effects {
  steps: z.infer<typeof stepEvent>[];
  actions: ActionRequest[];
  fetches: DataRequest[];
  runs: RunRequest[];
  /** Inputs for the same person, such as jumps into other journeys. */
  inputs: InboxMessage[];
}
