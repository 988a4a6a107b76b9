import { countStep, type FigureCount, type StepEvent } from '@waystream/journey';
import type { Tally } from '@waystream/redis';
import { activityCounter, discardCounter, journeyCounter, pathCounter } from './counter-names.js';

/** What steps add to the counters of their versions. */
export function stepsToTally(steps: Iterable<StepEvent>): Tally {
  const tally: Tally = new Map();
  const counts = new Map<string, FigureCount>();
  const open = (version: string): FigureCount => {
    const counters = new Map<string, number>();
    const count = countIn(counters);
    tally.set(version, counters);
    counts.set(version, count);
    return count;
  };
  for (const step of steps) countStep(step, counts.get(step.version) ?? open(step.version));
  for (const counters of tally.values()) {
    for (const [counter, amount] of counters) if (amount === 0) counters.delete(counter);
  }
  return tally;
}

function countIn(counters: Map<string, number>): FigureCount {
  const add = (counter: string, amount: number) => void counters.set(counter, (counters.get(counter) ?? 0) + amount);
  return {
    journey: (figure) => add(journeyCounter(figure), 1),
    discarded: (reason) => add(discardCounter(reason), 1),
    activity: (id, figure, amount) => add(activityCounter(id, figure), amount),
    path: (id, path) => add(pathCounter(id, path), 1),
  };
}
