import type { CompiledVersion } from '../compile/compiled-version.js';

/** Where "one instance per person" and re-entrance are kept: with a supplemental identifier, for each value. */
export function placeOf({ place }: Pick<CompiledVersion, 'place'>, supplementalId: string | null): string {
  return supplementalId === null ? place : `${place}|${supplementalId}`;
}

/** The journey, or the version under test, that a place belongs to. */
export function ownerOfPlace(place: string): string {
  const end = place.indexOf('|');
  return end < 0 ? place : place.slice(0, end);
}
