import type { Sketch } from './sketch.js';

/** The path in case of timeout or error, sometimes. */
export function alternative(sketch: Sketch) {
  return sketch.chance.happens(0.4) && { onError: { next: sketch.path() } };
}
