import type { Json } from '@waystream/core';
import type { Type } from '@waystream/expression';
import { z } from 'zod';
import { type ActionDefinition, variablesOf } from '../../definition/action-definition.js';
import { expression, name } from '../../definition/names.js';
import { checkActionParameters } from '../../validation/check-action-parameters.js';
import { defineActivity } from '../define-activity.js';
import { EVALUATION_FAILED } from '../evaluation-failed.js';
import { followOutcome } from '../follow-outcome.js';
import { errorPorts, next, nextPort, nodeBase, onError } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('action'),
  action: name,
  parameters: z.record(z.string(), expression).default({}),
  next,
  onError,
});

/**
 * Calls another system with values of the person's journey, and goes on when it has answered. Where a value could not be
 * converted, a document that has an alternative path for errors gets to use it instead of a call without the value.
 */
export const action = defineActivity({
  type: 'action',
  node,
  isEntry: false,
  ports: (node) => [nextPort(node.next), ...errorPorts(node.onError)],
  reads: (node, catalogue) =>
    Object.entries(node.parameters).map(([parameter, text]) => ({
      field: `parameters.${parameter}`,
      name: parameter,
      text,
      expects: expectedTypes(catalogue.actions.get(node.action), parameter),
    })),
  action: (node) => node.action,
  sendsMessage: true,
  check: (node, { catalogue }) => checkActionParameters(node, catalogue),
  enter(node, visit) {
    const parameters: Record<string, Json> = {};
    for (const parameter of Object.keys(node.parameters)) parameters[parameter] = visit.read(parameter);
    if (node.onError && visit.hasFailed()) return EVALUATION_FAILED;
    return { kind: 'perform', channel: 'custom', action: node.action, parameters };
  },
  performed: (_node, outcome) => followOutcome(outcome, 'next'),
});

/** Lists and objects are checked by the receiving system: their inside is not described. */
function expectedTypes(definition: ActionDefinition | undefined, parameter: string): readonly Type[] | null {
  const type = definition && variablesOf(definition).get(parameter)?.type;
  return type === undefined || type === 'list' || type === 'object' ? null : [{ kind: type }];
}
