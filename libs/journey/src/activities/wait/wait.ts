import { z } from 'zod';
import { duration, durationMs } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineActivity } from '../define-activity.js';
import { next, nextPort, nodeBase } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('wait'),
  kind: z.literal('duration').default('duration'),
  duration,
  next,
});

/** Holds the person for a while. The end is reckoned once, on entering, so a change of clocks cannot move it. */
export const wait = defineActivity({
  type: 'wait',
  node,
  isEntry: false,
  isListening: true,
  ports: (node) => [nextPort(node.next)],
  reads: () => [],
  check: (node) => checkTimeout(node, node.duration),
  enter: (node, { now }) => ({ kind: 'listen', listen: { topics: [], dueMs: now + durationMs(node.duration) } }),
  resume: () => follow('next'),
});
