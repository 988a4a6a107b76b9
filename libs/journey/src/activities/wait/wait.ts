import { z } from 'zod';
import { activityInKinds } from '../kinds.js';
import { custom } from './custom.js';
import { date } from './date.js';
import { duration } from './duration.js';

const KINDS = { duration, date, custom };

/**
 * Holds the person until a time. It is reckoned once, on entering, as an instant, so that a change of clocks cannot move
 * it; a time that has passed already lets the person go on at once.
 */
export const wait = activityInKinds(
  {
    type: 'wait',
    isEntry: false,
    node: z.discriminatedUnion('kind', [duration.node, date.node, custom.node], {
      error: `must be one of ${Object.keys(KINDS).join(', ')}`,
    }),
  },
  KINDS,
);
