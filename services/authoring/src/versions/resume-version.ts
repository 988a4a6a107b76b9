import { z } from 'zod';
import type { VersionStep } from './change-version.js';

export const resumeForm = z.strictObject({
  ratePerSecond: z.int().min(1).max(100_000).default(1_000).describe('how many people are released in a second'),
});

/** Whoever was kept is released at the given rate; new happenings release their people at once. */
export function resume({ ratePerSecond }: z.infer<typeof resumeForm>): VersionStep {
  return {
    verb: 'resume',
    after: (version, now) => ({
      ...version,
      status: version.closedAt === undefined ? 'live' : 'closed',
      resumed: { at: now, perSecond: ratePerSecond },
    }),
  };
}
