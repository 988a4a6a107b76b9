import { z } from 'zod';
import { isLocalMoment, moment, momentMs } from '../../definition/moment.js';
import { type Issue, issue } from '../../validation/issue.js';
import type { ValidationScope } from '../define-activity.js';
import { defineKind } from '../kinds.js';
import { conditionBase, otherwise, pathBase, pathPorts, pathsOf, takePath } from './paths.js';

/** From a date up to, and without, another; open where one is left out. */
const path = z
  .strictObject({ ...pathBase, from: moment.optional(), to: moment.optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'needs from, to or both');

const node = z.strictObject({ ...conditionBase, kind: z.literal('date'), paths: pathsOf(path), otherwise });

/** The first path in whose range of dates the person is. */
export const date = defineKind({
  node,
  ports: pathPorts,
  usesTimezone: ({ paths }) => paths.some(({ from, to }) => [from, to].some((one) => one && isLocalMoment(one))),
  check: checkRanges,
  enter: (node, { now, timezone }) =>
    takePath(
      node,
      node.paths.find(({ from, to }) => {
        const hasBegun = from === undefined || momentMs(from, timezone) <= now;
        return hasBegun && (to === undefined || now < momentMs(to, timezone));
      }),
    ),
});

function checkRanges({ id, paths }: z.output<typeof node>, { document }: ValidationScope): Issue[] {
  const { timezone } = document.properties;
  return paths.flatMap(({ from, to }, index) => {
    if (from === undefined || to === undefined || momentMs(from, timezone) < momentMs(to, timezone)) return [];
    return [issue('ERR_DATES_REVERSED', `${to} must come after ${from}`, { id }, `paths[${index}].to`)];
  });
}
