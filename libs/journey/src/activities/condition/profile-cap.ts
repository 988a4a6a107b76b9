import { z } from 'zod';
import { followOutcome } from '../follow-outcome.js';
import { defineKind } from '../kinds.js';
import { onError } from '../next.js';
import { conditionBase, pathBase, pathPorts, pathsOf } from './paths.js';

const node = z.strictObject({
  ...conditionBase,
  kind: z.literal('profileCap'),
  cap: z.int().min(1, 'must be at least 1'),
  paths: pathsOf(z.strictObject(pathBase)).length(2, 'needs exactly two paths: within the cap, and beyond it'),
  onError,
});

/** The first `cap` people take the first path, everybody after them the second. Whoever once had a place keeps it. */
export const profileCap = defineKind({
  node,
  ports: pathPorts,
  enter: ({ cap }) => ({ kind: 'reserve', most: cap }),
  performed({ paths: [within, beyond] }, outcome) {
    const isWithin = outcome.response?.granted === true;
    return followOutcome(outcome, (isWithin ? within : beyond)?.id ?? '');
  },
});
