import { type DecidedRound, decideRound } from './decide-round.js';
import { type RoundTexts, textsOf } from './round-of.js';

/** A round as it was decided and as it is to be written. */
export interface StorableRound extends DecidedRound {
  readonly texts: RoundTexts;
}

/**
 * Decides a round and puts it into words. When that fails, the round is decided again with a look at each reaction alone:
 * one that cannot be stored becomes a dead letter like an input that cannot be decided, and its person stays as they were.
 */
export function decideStorable(...[versionsOf, states, inputs, now]: Parameters<typeof decideRound>): StorableRound {
  const decided = decideRound(versionsOf, states, inputs, now);
  try {
    return { ...decided, texts: textsOf(decided) };
  } catch {
    const storable = decideRound(versionsOf, states, inputs, now, (person, { state, effects }) => {
      const steps = new Map(effects.steps.length > 0 ? [[person, effects.steps]] : []);
      textsOf({ states: new Map([[person, state]]), steps, asked: effects });
    });
    return { ...storable, texts: textsOf(storable) };
  }
}
