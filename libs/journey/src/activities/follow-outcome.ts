import { type Failure, follow, type Move, type PerformedOutcome, type Signal } from '../engine/move.js';

/** Goes on by `port` when what the activity asked for was done; else the activity has failed. */
export function followOutcome(signal: Signal, port: string): Move {
  if (signal.kind !== 'performed' || signal.outcome.status === 'ok') return follow(port);
  return { kind: 'fail', failure: failureOf(signal.outcome) };
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
