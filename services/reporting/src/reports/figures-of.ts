import { ENDINGS, type JourneyFigure } from '@waystream/journey';
import { discardCounter, journeyCounter } from '../counting/counter-names.js';
import type { Figures } from './report-form.js';

/** The figures of a version from its counters. Whoever entered and has not ended is inside now. */
export function figuresOf(counters: ReadonlyMap<string, number>): Figures {
  const amount = (figure: JourneyFigure) => counters.get(journeyCounter(figure)) ?? 0;
  const ended = ENDINGS.reduce((sum, ending) => sum + amount(ending), 0);
  return {
    entered: amount('entered'),
    current: amount('entered') - ended,
    completed: amount('completed'),
    failed: amount('failed'),
    timedOut: amount('timedOut'),
    stopped: amount('stopped'),
    converted: amount('converted'),
    discarded: amountsAfter(counters, discardCounter('')),
  };
}

/** The counters whose names begin alike, by the rest of their names. */
export function amountsAfter(counters: ReadonlyMap<string, number>, prefix: string): Record<string, number> {
  const found = [...counters].filter(([counter]) => counter.startsWith(prefix));
  return Object.fromEntries(found.map(([counter, amount]) => [counter.slice(prefix.length), amount]));
}
