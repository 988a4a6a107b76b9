import { type Failure, follow, type Move, type PerformedOutcome } from '../engine/move.js';

/** Goes on by `port` when what the activity asked for was done; else the activity has failed. */
export function followOutcome(outcome: PerformedOutcome, port: string): Move {
  return outcome.status === 'ok' ? follow(port) : { kind: 'fail', failure: failureOf(outcome) };
}

/** The closed list of failures of a call, as steps and journey properties show them. */
function failureOf(outcome: PerformedOutcome): Failure {
  switch (outcome.status) {
    case 'timeout':
      return { status: 'timedout', code: 'timeout' };
    case 'capping':
      return { status: 'capped', code: 'capped' };
    case 'http':
      return { status: 'error', code: `http_${outcome.httpStatus ?? 0}` };
    default:
      return { status: 'error', code: outcome.code ?? 'internal' };
  }
}
