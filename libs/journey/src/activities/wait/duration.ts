import { z } from 'zod';
import { durationMs, duration as durationText } from '../../definition/names.js';
import { follow, listenUntil } from '../../engine/move.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineKind } from '../kinds.js';
import { next, nextPort, nodeBase } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('wait'),
  kind: z.literal('duration').optional().default('duration'),
  duration: durationText,
  next,
});

/** A while, counted from now. */
export const duration = defineKind({
  node,
  ports: (node) => [nextPort(node.next)],
  check: (node) => checkTimeout(node, node.duration),
  enter: (node, { now }) => listenUntil(now + durationMs(node.duration)),
  woken: () => follow('next'),
});
