import type { StepEvent } from '@waystream/journey';
import type { Tally } from '@waystream/redis';
import { activityCounter, discardCounter, journeyCounter, pathCounter } from './counter-names.js';

/**
 * What steps add to the counters of their versions. Steps carry all it takes, so figures are sums over them: the order
 * does not matter, and counting a log in parts gives the same as counting it at once.
 */
export function stepsToTally(steps: Iterable<StepEvent>): Tally {
  const tally: Tally = new Map();
  for (const step of steps) {
    const counts = tally.get(step.version) ?? new Map<string, number>();
    tally.set(step.version, counts);
    const add: Add = (counter, amount = 1) => counts.set(counter, (counts.get(counter) ?? 0) + amount);
    countInstance(step, add);
    countVisit(step, add);
  }
  for (const counts of tally.values()) {
    for (const [counter, amount] of counts) if (amount === 0) counts.delete(counter);
  }
  return tally;
}

type Add = (counter: string, amount?: number) => void;

function countInstance({ status, entrance, ending, reason }: StepEvent, add: Add): void {
  if (entrance) add(journeyCounter('entered'));
  if (ending) add(journeyCounter(ending));
  if (status === 'discarded') add(discardCounter(reason ?? 'unknown'));
}

/** A visit begins with `waiting` or, when it did not wait, with the step that closes it. */
function countVisit({ node, status, waited, path }: StepEvent, add: Add): void {
  if (node === null || status === 'discarded') return;
  if (status === 'waiting') {
    add(activityCounter(node, 'entered'));
    add(activityCounter(node, 'waiting'));
    return;
  }
  if (waited) add(activityCounter(node, 'waiting'), -1);
  else add(activityCounter(node, 'entered'));
  const closing = closingCounter(status);
  if (closing) add(activityCounter(node, closing));
  if (path !== null) add(pathCounter(node, path));
}

function closingCounter(status: Exclude<StepEvent['status'], 'waiting' | 'discarded'>) {
  switch (status) {
    case 'transitions':
    case 'ended':
      return 'completed';
    case 'error':
      return 'errors';
    case 'timedout':
      return 'timedOut';
    case 'capped':
      return 'capped';
    case 'cancelled':
    case 'instanceTimedout':
    case 'stopped':
    case 'exited':
    case 'converted':
      return null;
    default:
      return neverStatus(status);
  }
}

function neverStatus(status: never): never {
  throw new RangeError(`there is no step status "${String(status)}"`);
}
