import { RESULT_TYPES } from '@waystream/expression';
import { z } from 'zod';
import { expression } from '../../definition/names.js';
import { EVALUATION_FAILED } from '../evaluation-failed.js';
import { defineKind } from '../kinds.js';
import { onError } from '../next.js';
import { checkConstantPaths } from './check-constant-paths.js';
import { conditionBase, otherwise, pathBase, pathPorts, pathsOf, takePath } from './paths.js';

const node = z.strictObject({
  ...conditionBase,
  kind: z.literal('dataSource').optional().default('dataSource'),
  paths: pathsOf(z.strictObject({ ...pathBase, expression })),
  otherwise,
  onError,
});

/**
 * The first path whose expression is true. Where none is and data could not be converted, nobody can say which path the
 * person should have taken: a document that has an alternative path for errors gets to use it.
 */
export const dataSource = defineKind({
  node,
  ports: pathPorts,
  reads: ({ paths }) =>
    paths.map(({ id, expression: text }, index) => ({
      field: `paths[${index}].expression`,
      name: id,
      text,
      expects: RESULT_TYPES.condition,
      decides: true,
    })),
  check: checkConstantPaths,
  enter(node, visit) {
    const taken = node.paths.find(({ id }) => visit.isTrue(id));
    return !taken && node.onError && visit.hasFailed() ? EVALUATION_FAILED : takePath(node, taken);
  },
});
