import { AppError } from '@waystream/core';
import type { Catalogue, JourneyDocument, JourneyVersion } from '@waystream/journey';
import { examineVersion, type VersionIssue } from './examine-version.js';
import { nameOfVersion } from './find-version.js';

/**
 * The document of a version that may run, with its defaults. Throws `invalid` with every flaw, each at its activity and
 * field; `done` says what cannot be done with a flawed one.
 */
export function requireValid(
  catalogue: Catalogue,
  version: JourneyVersion,
  done: 'published' | 'tested' | 'simulated',
): JourneyDocument {
  const { errors, document } = examineVersion(catalogue, version);
  const [first] = errors;
  if (!first && document) return document;
  const flaws = errors.map((issue) => ({ ...issue, path: placeOf(issue) }));
  const place = first ? `${placeOf(first)}: ${first.message}` : 'the document cannot be read';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError('invalid', `${nameOfVersion(version)} cannot be ${done}: ${place}${more}`, { flaws });
}

/** `activity/field`, or the field of the journey itself. */
function placeOf({ activity, field }: VersionIssue): string {
  return [activity, field].filter((part) => part !== null).join('/');
}
