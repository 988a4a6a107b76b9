import { z } from 'zod';
import { type Issue, issue } from '../../validation/issue.js';
import type { ValidationScope } from '../define-activity.js';
import { defineKind } from '../kinds.js';
import { conditionBase, pathBase, pathPorts, pathsOf } from './paths.js';
import { checkPercentages, pathOfVisit, percentage } from './percentage.js';

const treatment = z.strictObject({ ...pathBase, percentage, holdout: z.boolean().default(false) });

const node = z.strictObject({
  ...conditionBase,
  kind: z.literal('experiment'),
  paths: pathsOf(treatment).refine(
    (paths) => paths.filter(({ holdout }) => holdout).length <= 1,
    'only one path can be the holdout',
  ),
});

/**
 * Gives each person one of several treatments, or holds them out for comparison. A person keeps the treatment over all
 * versions of the journey, and the conversion that follows is counted for it.
 */
export const experiment = defineKind({
  node,
  ports: pathPorts,
  check: (node, scope) => [...checkPercentages(node), ...checkGoal(node, scope)],
  enter({ paths }, visit) {
    return { kind: 'follow', port: pathOfVisit(paths, visit, 'journey').id, isTreatment: true };
  },
});

function checkGoal(node: { id: string }, { document }: ValidationScope): Issue[] {
  if (document.properties.goal) return [];
  const message = 'treatments are compared by the goal of the journey, which has none; add properties.goal';
  return [issue('WARN_GOAL_MISSING', message, node)];
}
