import { z } from 'zod';
import { jsonValue } from '../definition/json-value.js';
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
};

/** An action to perform; `id` is its idempotency key. */
export const actionRequest = z.object({
  ...request,
  action: z.string(),
  parameters: z.record(z.string(), jsonValue),
});
export type ActionRequest = z.infer<typeof actionRequest>;

/** Data to fetch for one stop. */
export const fetchRequest = z.object({
  ...request,
  round: z.int(),
  groups: z.array(
    z.object({ source: z.string(), group: z.string(), params: z.record(z.string(), jsonValue).nullable() }),
  ),
});
export type FetchRequest = z.infer<typeof fetchRequest>;

/** What a decision asks the world to do. It leaves in the same commit as the state that expects the answers. */
export interface Effects {
  steps: z.infer<typeof stepEvent>[];
  actions: ActionRequest[];
  fetches: FetchRequest[];
}
