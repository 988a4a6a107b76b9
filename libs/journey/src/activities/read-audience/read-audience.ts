import { z } from 'zod';
import { name } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { checkAudienceKnown } from '../../validation/check-audience-known.js';
import { defineActivity } from '../define-activity.js';
import { next, nextPort, nodeBase } from '../next.js';
import { schedule } from './schedule.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('readAudience'),
  audience: name,
  schedule: schedule.default({}),
  /** Over all partitions. */
  ratePerSecond: z.int().min(1).max(100_000).default(500),
  next,
});

/**
 * Brings the members of an audience into the journey, each once a run. The runs are made elsewhere, member by member; to
 * the engine this is an activity that people simply pass.
 */
export const readAudience = defineActivity({
  type: 'readAudience',
  node,
  isEntry: true,
  ports: (node) => [nextPort(node.next)],
  reads: () => [],
  audience: (node) => node.audience,
  run: ({ audience, schedule, ratePerSecond }) => ({ audience, schedule, ratePerSecond }),
  check: (node, scope) => checkAudienceKnown(node.audience, scope, { node, field: 'audience' }),
  enter: () => follow('next'),
});
