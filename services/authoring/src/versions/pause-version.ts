import type { VersionStep } from './change-version.js';

/** Nothing moves any more and nothing is lost: the evaluator keeps what happens to the people inside. */
export const pause: VersionStep = {
  verb: 'pause',
  after: ({ ...version }) => ({
    ...version,
    status: 'paused',
    ...(version.status === 'closed' && { closedAt: version.closedAt ?? version.modifiedAt }),
  }),
};
