import type { Json } from '@waystream/core';
import type { ScalarKind, Type } from '@waystream/expression';
import { z } from 'zod';
import { expression, name } from '../../definition/names.js';
import { checkTemplateParameters } from '../../validation/check-template-parameters.js';
import { defineActivity } from '../define-activity.js';
import { EVALUATION_FAILED } from '../evaluation-failed.js';
import { followOutcome } from '../follow-outcome.js';
import { errorPorts, next, nextPort, nodeBase, onError } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('email'),
  template: name,
  /** Yields the address of the recipient. */
  to: expression,
  /** Name of a place in the template → expression. */
  parameters: z.record(z.string(), expression).default({}),
  next,
  onError,
});

const ADDRESS: readonly Type[] = [{ kind: 'string' }];
const SCALARS: readonly ScalarKind[] = [
  'string',
  'integer',
  'decimal',
  'boolean',
  'dateOnly',
  'dateTimeOnly',
  'dateTime',
  'duration',
];
/** What can stand in a text. */
const TEXTS: readonly Type[] = SCALARS.map((kind) => ({ kind }));

/**
 * Sends an e-mail made from a template, and goes on when the mail server has taken it. Where a value could not be
 * converted, a document that has an alternative path for errors gets to use it instead of a mail without the value.
 */
export const email = defineActivity({
  type: 'email',
  node,
  isEntry: false,
  ports: (node) => [nextPort(node.next), ...errorPorts(node.onError)],
  // No place of a template is called "to", which the channel fills.
  reads: (node) => [
    { field: 'to', text: node.to, expects: ADDRESS },
    ...Object.entries(node.parameters).map(([parameter, text]) => {
      return { field: `parameters.${parameter}`, name: parameter, text, expects: TEXTS };
    }),
  ],
  template: (node) => node.template,
  sendsMessage: true,
  check: (node, { catalogue }) => checkTemplateParameters(node, catalogue),
  enter(node, visit) {
    const parameters: Record<string, Json> = { to: visit.read('to') };
    for (const parameter of Object.keys(node.parameters)) parameters[parameter] = visit.read(parameter);
    if (node.onError && visit.hasFailed()) return EVALUATION_FAILED;
    return { kind: 'perform', channel: 'email', action: node.template, parameters };
  },
  performed: (_node, outcome) => followOutcome(outcome, 'next'),
});
