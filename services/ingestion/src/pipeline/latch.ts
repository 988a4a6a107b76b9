/** Tells whether a level is too high. It then stays so until the level has fallen a little, or every look would say something else. */
export type Latch = (level: number) => boolean;

/** The part of the highest level at which all is well again. */
export const EASED = 0.94;

export function createLatch(highest: number): Latch {
  let isTooHigh = false;
  return (level) => {
    isTooHigh = level >= (isTooHigh ? highest * EASED : highest);
    return isTooHigh;
  };
}
