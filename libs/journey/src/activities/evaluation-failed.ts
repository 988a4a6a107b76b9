import type { Move } from '../engine/move.js';

/** Data could not be converted, so nobody can say what the activity should do for the person. */
export const EVALUATION_FAILED: Move = { kind: 'fail', failure: { status: 'error', code: 'evaluation' } };
