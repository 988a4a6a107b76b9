import { z } from 'zod';
import { follow } from '../../engine/move.js';
import { defineKind } from '../kinds.js';
import { conditionBase, pathBase, pathPorts, pathsOf } from './paths.js';
import { checkPercentages, pathOfVisit, percentage } from './percentage.js';

const node = z.strictObject({
  ...conditionBase,
  kind: z.literal('percentageSplit'),
  paths: pathsOf(z.strictObject({ ...pathBase, percentage })),
});

/** Divides people at random, each the same way whenever they come by in this version; in a test the top path is tried. */
export const percentageSplit = defineKind({
  node,
  ports: pathPorts,
  check: checkPercentages,
  enter: ({ paths }, visit) => follow(pathOfVisit(paths, visit, 'version').id),
});
