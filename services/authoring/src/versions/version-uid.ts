import { derivedId } from '@waystream/core';

/**
 * The uid of a version, the same whenever the parts are the same. It is stored with everybody inside, so it is short:
 * 59 bits, and a version is only ever saved where none is yet.
 */
export function versionUid(...parts: string[]): string {
  return derivedId(...parts).slice(0, 10);
}
