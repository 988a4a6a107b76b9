import { RESULT_TYPES } from '@waystream/expression';
import { z } from 'zod';
import { expression } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { defineActivity } from '../define-activity.js';
import { errorPorts, next, nextPort, nodeBase, nodeId, onError } from '../next.js';

const OTHERWISE = 'otherwise';

const path = z.strictObject({ id: nodeId, label: z.string().max(200).optional(), expression, next });

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('condition'),
  kind: z.literal('dataSource').default('dataSource'),
  paths: z
    .array(path)
    .min(1, 'needs at least one path')
    .refine((paths) => new Set(paths.map(({ id }) => id)).size === paths.length, 'two paths have the same id'),
  otherwise: z.strictObject({ next }).optional(),
  onError,
});

/**
 * The first path whose expression is true, from top to bottom; else the path for other cases; else the journey ends
 * for the person, which is a normal end.
 */
export const condition = defineActivity({
  type: 'condition',
  node,
  isEntry: false,
  isListening: false,
  ports: (node) => [
    ...node.paths.map((path, index) => nextPort(path.next, path.id, `paths[${index}].next`)),
    ...(node.otherwise ? [nextPort(node.otherwise.next, OTHERWISE, 'otherwise.next')] : []),
    ...errorPorts(node.onError),
  ],
  reads: (node) =>
    node.paths.map((path, index) => ({
      field: `paths[${index}].expression`,
      text: path.expression,
      expects: RESULT_TYPES.condition,
    })),
  check: () => [],
  enter(node, visit) {
    const taken = node.paths.find((_, index) => visit.isTrue(index));
    if (taken) return follow(taken.id);
    return node.otherwise ? follow(OTHERWISE) : { kind: 'end' };
  },
  resume: () => ({ kind: 'end' }),
});
