import { hashFraction } from '@waystream/core';

/** Chance that a seed decides: the same seed draws the same things in the same order, on every machine. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  happens(probability: number): boolean;
  pick<Thing>(things: readonly Thing[]): Thing;
  /** One of the things, as often as its weight says. */
  weigh<Thing>(things: readonly (readonly [weight: number, thing: Thing])[]): Thing;
  /** Chance of its own, so that one part of a story draws what it draws whatever other parts do. */
  fork(name: string): Chance;
}

export function createChance(seed: string): Chance {
  let drawn = 0;
  const fraction = () => hashFraction(`${seed}/${drawn++}`);
  const below = (limit: number) => Math.floor(fraction() * limit);
  return {
    below,
    happens: (probability) => fraction() < probability,
    pick: (things) => at(things, below(things.length)),
    weigh(things) {
      let left = fraction() * things.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, thing] of things) {
        left -= weight;
        if (left < 0) return thing;
      }
      return at(things, things.length - 1)[1];
    },
    fork: (name) => createChance(`${seed}/${name}`),
  };
}

function at<Thing>(things: readonly Thing[], index: number): Thing {
  const thing = things[index];
  if (thing === undefined) throw new RangeError('there is nothing to choose from');
  return thing;
}
