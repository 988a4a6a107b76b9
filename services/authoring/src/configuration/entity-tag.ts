import { AppError } from '@waystream/core';

/** The revision of a definition as HTTP shows it. */
export function entityTag(revision: string): string {
  return `"${revision}"`;
}

/**
 * Lets a write pass that was made on what is stored. A writer without `If-Match`, or with `*`, does not care.
 * Throws `staleVersion`.
 */
export function requireMatch(ifMatch: string | undefined, revision: string, what: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const known = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  if (known.includes(revision)) return;
  throw new AppError('staleVersion', `${what} has changed since it was read; read it again and repeat the change`);
}
