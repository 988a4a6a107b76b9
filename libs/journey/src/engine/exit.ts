import { passageContext } from './evaluation.js';
import { concerns, type Happening, happeningsOf } from './occurrence.js';
import type { Passage } from './passage.js';
import type { KeptInput } from './person-state.js';

/** Does what happened take the person out of this instance? It is asked before anything else is made of it. */
export function isExit(passage: Passage, happenings: readonly Happening[]): boolean {
  return passage.version.exits.some(({ topics, condition }) =>
    happenings.some((happening) => {
      if (!topics.has(happening.topic) || !concerns(happening, passage.instance)) return false;
      return condition === null || condition.isTrue(passageContext(passage, { happening }));
    }),
  );
}

/** The same of something that a paused instance keeps, or has kept. */
export function isKeptExit(passage: Passage, input: KeptInput): boolean {
  return input.type !== 'fetched' && input.type !== 'performed' && isExit(passage, happeningsOf(input));
}
