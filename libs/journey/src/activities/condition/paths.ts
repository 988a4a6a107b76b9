import { z } from 'zod';
import { follow, type Move } from '../../engine/move.js';
import type { Port } from '../define-activity.js';
import { ERROR_PORT, errorPorts, type Next, next, nextPort, nodeBase, nodeId, type OnError } from '../next.js';

const OTHERWISE = 'otherwise';

/** What the paths of all kinds of condition have. */
export const pathBase = {
  id: nodeId.refine((id) => id !== OTHERWISE && id !== ERROR_PORT, 'must be neither "otherwise" nor "error"'),
  label: z.string().max(200).optional(),
  next,
};

/** What all kinds of condition have. */
export const conditionBase = { ...nodeBase, type: z.literal('condition') };

/** Where those go whom no path takes. */
export const otherwise = z.strictObject({ next }).optional();

/** The paths of a condition, from top to bottom, told apart by their ids. */
export function pathsOf<Form extends z.ZodType<{ id: string }>>(path: Form) {
  return z
    .array(path)
    .min(1, 'needs at least one path')
    .refine((paths) => new Set(paths.map(({ id }) => id)).size === paths.length, 'two paths have the same id');
}

interface Branching {
  paths: readonly { id: string; next?: Next }[];
  otherwise?: { next?: Next } | undefined;
  onError?: OnError;
}

export function pathPorts({ paths, otherwise, onError }: Branching): Port[] {
  return [
    ...paths.map((path, index) => nextPort(path.next, path.id, `paths[${index}].next`)),
    ...(otherwise ? [nextPort(otherwise.next, OTHERWISE, 'otherwise.next')] : []),
    ...errorPorts(onError),
  ];
}

/** Goes on by the path that was found; else by the path for other cases; else the journey ends, which is a normal end. */
export function takePath({ otherwise }: Branching, taken: { id: string } | undefined): Move {
  if (taken) return follow(taken.id);
  return otherwise ? follow(OTHERWISE) : { kind: 'end' };
}
