import { z } from 'zod';
import { activityInKinds } from '../kinds.js';
import { dataSource } from './data-source.js';
import { date } from './date.js';
import { experiment } from './experiment.js';
import { percentageSplit } from './percentage-split.js';
import { profileCap } from './profile-cap.js';
import { time } from './time.js';

const KINDS = { dataSource, time, date, percentageSplit, experiment, profileCap };

/** Sends each person along one of several paths. */
export const condition = activityInKinds(
  {
    type: 'condition',
    isEntry: false,
    node: z.discriminatedUnion(
      'kind',
      [dataSource.node, time.node, date.node, percentageSplit.node, experiment.node, profileCap.node],
      { error: `must be one of ${Object.keys(KINDS).join(', ')}` },
    ),
  },
  KINDS,
);
