import type { Catalogue, JourneyVersion } from '@waystream/journey';
import { versionReferences } from '../journeys/version-references.js';
import type { VersionIssue } from './examine-version.js';

/** Warns of audiences of which nobody can tell yet who is in them; `evaluated` are the others. */
export function unevaluatedAudiences(
  version: JourneyVersion,
  catalogue: Catalogue,
  evaluated: ReadonlySet<string>,
): VersionIssue[] {
  return [...versionReferences(version, catalogue).audience]
    .filter((audience) => catalogue.audiences.has(audience) && !evaluated.has(audience))
    .map((audience) => ({
      code: 'WARN_AUDIENCE_NEVER_EVALUATED',
      message: `the audience "${audience}" was never evaluated, so nobody is in it; upload members, or wait for its evaluation`,
      activity: null,
      field: null,
    }));
}
