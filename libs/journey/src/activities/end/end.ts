import { z } from 'zod';
import { issue } from '../../validation/issue.js';
import { defineActivity } from '../define-activity.js';
import { nodeBase } from '../next.js';

const node = z.strictObject({ ...nodeBase, type: z.literal('end') });

/** Marks the end of a path; the label says which end it is in reports. */
export const end = defineActivity({
  type: 'end',
  node,
  isEntry: false,
  ports: () => [],
  reads: () => [],
  check: (node) =>
    node.label
      ? []
      : [issue('WARN_END_UNLABELLED', 'give the end a label, so that reports can tell the ends apart', node, 'label')],
  enter: () => ({ kind: 'end' }),
});
