import { wallClockAt } from '@waystream/expression';
import { z } from 'zod';
import { defineKind } from '../kinds.js';
import { conditionBase, otherwise, pathBase, pathPorts, pathsOf, takePath } from './paths.js';
import { days, hours, isWithin } from './time-window.js';

const path = z
  .strictObject({ ...pathBase, hours: hours.optional(), days: days.optional() })
  .refine((path) => path.hours || path.days, 'needs hours, days or both');

const node = z.strictObject({ ...conditionBase, kind: z.literal('time'), paths: pathsOf(path), otherwise });

/** The first path whose hours of the day and days of the week the person's clock is in. */
export const time = defineKind({
  node,
  ports: pathPorts,
  usesTimezone: () => true,
  enter(node, { now, timezone }) {
    const clock = wallClockAt(now, timezone);
    return takePath(
      node,
      node.paths.find((path) => isWithin(path, clock)),
    );
  },
});
