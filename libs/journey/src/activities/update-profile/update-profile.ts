import { z } from 'zod';
import { profileFieldShape } from '../../catalogue/shapes.js';
import { expression } from '../../definition/names.js';
import { checkProfileField } from '../../validation/check-profile-field.js';
import { defineActivity } from '../define-activity.js';
import { EVALUATION_FAILED } from '../evaluation-failed.js';
import { followOutcome } from '../follow-outcome.js';
import { errorPorts, next, nextPort, nodeBase, onError } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('updateProfile'),
  field: z.string().min(1, 'needs the path of a profile field, such as "loyalty.tier"').max(500),
  value: expression,
  next,
  onError,
});

/** Gives one field of the person's profile a value, and goes on when it is stored. An empty value removes the field. */
export const updateProfile = defineActivity({
  type: 'updateProfile',
  node,
  isEntry: false,
  ports: (node) => [nextPort(node.next), ...errorPorts(node.onError)],
  reads(node, catalogue) {
    const shape = profileFieldShape(catalogue, node.field);
    return [{ field: 'value', text: node.value, expects: shape && shape.kind !== 'any' ? [shape] : null }];
  },
  check: (node, { catalogue }) => checkProfileField(node, catalogue),
  enter(node, visit) {
    const value = visit.read('value');
    // A value that could not be made is no reason to remove the one that is there.
    if (visit.hasFailed()) return EVALUATION_FAILED;
    return { kind: 'update', field: node.field, value };
  },
  performed: (_node, outcome) => followOutcome(outcome, 'next'),
});
