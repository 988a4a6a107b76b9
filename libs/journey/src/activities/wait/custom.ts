import { RESULT_TYPES } from '@waystream/expression';
import { z } from 'zod';
import { expression } from '../../definition/names.js';
import { follow, listenUntil } from '../../engine/move.js';
import { defineKind } from '../kinds.js';
import { errorPorts, next, nextPort, nodeBase, onError } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('wait'),
  kind: z.literal('custom'),
  expression,
  next,
  onError,
});

/** A time that an expression works out for the person. When it works out none, the wait has failed: nobody passes by mistake. */
export const custom = defineKind({
  node,
  ports: (node) => [nextPort(node.next), ...errorPorts(node.onError)],
  reads: (node) => [{ field: 'expression', text: node.expression, expects: RESULT_TYPES.wait }],
  usesTimezone: () => true,
  enter(_node, visit) {
    const until = visit.instant('expression');
    if (until === null) return { kind: 'fail', failure: { status: 'error', code: 'waitTarget' } };
    return listenUntil(until);
  },
  woken: () => follow('next'),
});
