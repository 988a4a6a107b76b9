import type { VersionStep } from './change-version.js';

/** Everybody is taken out, for good; the evaluator sees to it. */
export const stop: VersionStep = {
  verb: 'stop',
  after: (version, now) => ({ ...version, status: 'stopped', endedAt: now }),
};
