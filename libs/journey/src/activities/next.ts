import { z } from 'zod';
import { isFree, notFree } from '../definition/names.js';
import type { Port } from './define-activity.js';

/** Of an activity or a path. */
export const nodeId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "_" or "-"')
  .refine(isFree, notFree);

/** Where a path goes: one activity, or listening activities side by side of which the first to happen wins. */
export const next = z.union([nodeId, z.array(nodeId).min(1)]).optional();
export type Next = z.infer<typeof next>;

/** The alternative path on timeout or error; without one, an error ends the journey for the person. */
export const onError = z.strictObject({ next }).optional();
export type OnError = z.infer<typeof onError>;

/** What all activities have in the document. */
export const nodeBase = {
  id: nodeId,
  label: z.string().max(200).optional(),
  description: z.string().max(1_000).optional(),
};

export const ERROR_PORT = 'error';

export function nextPort(target: Next, id = 'next', field = 'next'): Port {
  const to = target === undefined ? [] : Array.isArray(target) ? target : [target];
  return { id, field, to };
}

/** The port of the alternative path, present only when the document has one. */
export function errorPorts(alternative: OnError): Port[] {
  return alternative ? [nextPort(alternative.next, ERROR_PORT, 'onError.next')] : [];
}
