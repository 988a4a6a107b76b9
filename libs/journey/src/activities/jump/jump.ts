import { type JsonObject, mergeJson } from '@waystream/core';
import { parsePath, writePath } from '@waystream/xdm';
import { z } from 'zod';
import { expression } from '../../definition/names.js';
import { defineActivity, type Visit } from '../define-activity.js';
import { next, nextPort, nodeBase } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('jump'),
  /** Uid or name. */
  journey: z.string().min(1).max(200),
  /** Path of a field of the event that the other journey starts with → expression. */
  parameters: z.record(z.string(), expression).default({}),
  next,
});

/**
 * Sends the person into another journey as well, with an event made for it, and goes on. Whether the person enters is
 * decided there: somebody who is inside already simply does not.
 */
export const jump = defineActivity({
  type: 'jump',
  node,
  isEntry: false,
  ports: (node) => [nextPort(node.next)],
  // What fits is checked against the target once, on publication: a later version of it must not stop this one.
  reads: (node) =>
    Object.entries(node.parameters).map(([path, text]) => {
      return { field: `parameters.${path}`, name: path, text, expects: null };
    }),
  jump: ({ journey, parameters }) => ({ journey, parameters }),
  check: () => [],
  enter: (node, visit) => ({
    kind: 'jump',
    journey: node.journey,
    payload: payloadOf(Object.keys(node.parameters), visit),
    port: 'next',
  }),
});

/** A field whose expression yields nothing is left out. */
function payloadOf(paths: readonly string[], visit: Visit): JsonObject {
  let payload: JsonObject = {};
  for (const text of paths) {
    const path = parsePath(text);
    const value = visit.read(text);
    if (path && value !== null) payload = mergeJson(payload, writePath({}, path, value));
  }
  return payload;
}
