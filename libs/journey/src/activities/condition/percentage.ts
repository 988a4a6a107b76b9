import { z } from 'zod';
import { type Issue, issue } from '../../validation/issue.js';
import type { Visit } from '../define-activity.js';

export const percentage = z.number().min(0, 'must be from 0 to 100').max(100, 'must be from 0 to 100');

interface Portion {
  id: string;
  percentage: number;
}

/** Percentages may have decimals, whose sum is seldom exact. */
const TOLERANCE = 1e-6;

/**
 * The path on which a share of [0, 1) falls when the paths lie side by side, each as wide as its percentage. What
 * rounding leaves over belongs to the last path that has any width. Throws `RangeError` when there is no path.
 */
export function pathAtShare<Path extends Portion>(paths: readonly Path[], share: number): Path {
  let end = 0;
  let widest: Path | undefined;
  for (const path of paths) {
    if (path.percentage === 0) continue;
    widest = path;
    end += path.percentage;
    if (share * 100 < end) return path;
  }
  const last = widest ?? paths[0];
  if (!last) throw new RangeError('a split needs a path');
  return last;
}

/** The path of the visit's person; in a test the top one is tried, whatever its share. */
export function pathOfVisit<Path extends Portion>(
  paths: readonly Path[],
  visit: Pick<Visit, 'isTest' | 'share'>,
  over: 'version' | 'journey',
): Path {
  const [top] = paths;
  return visit.isTest && top ? top : pathAtShare(paths, visit.share(over));
}

/** The percentages make up the whole, and each path gets somebody. */
export function checkPercentages(node: { id: string; paths: readonly Portion[] }): Issue[] {
  const sum = node.paths.reduce((total, { percentage }) => total + percentage, 0);
  const unreachable = node.paths.flatMap(({ id, percentage }, index) =>
    percentage > 0
      ? []
      : [issue('WARN_UNREACHABLE', `nobody takes the path "${id}": it gets 0 %`, node, `paths[${index}].percentage`)],
  );
  if (Math.abs(sum - 100) <= TOLERANCE) return unreachable;
  const total = Number(sum.toFixed(6));
  return [
    issue('ERR_PERCENTAGE_SUM', `the percentages add up to ${total}, they must add up to 100`, node, 'paths'),
    ...unreachable,
  ];
}
