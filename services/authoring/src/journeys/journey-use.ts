import type { Catalogue, JourneyVersion } from '@waystream/journey';
import type { User } from '../definitions/user.js';
import { type VersionReferences, versionReferences } from './version-references.js';

/** Finds the journeys that lean on a definition. */
export interface JourneyUse {
  versions(kind: keyof VersionReferences, name: string, catalogue: Catalogue): JourneyVersion[];
}

/** A version is read once for each of its states, however often it is asked about. */
export function createJourneyUse(): JourneyUse {
  const known = new WeakMap<JourneyVersion, VersionReferences>();
  const read = (version: JourneyVersion, catalogue: Catalogue) => {
    const found = known.get(version) ?? versionReferences(version, catalogue);
    known.set(version, found);
    return found;
  };
  return {
    versions: (kind, name, catalogue) =>
      [...catalogue.versions.values()].filter(
        (version) => isWanted(version) && read(version, catalogue)[kind].has(name),
      ),
  };
}

/** Drafts will run, and people are inside of all others that have not ended. */
function isWanted({ status }: JourneyVersion): boolean {
  return status !== 'stopped' && status !== 'finished';
}

export function journeyUsers(versions: readonly JourneyVersion[]): User[] {
  return versions.map(({ uid, journeyUid, version, status, document }) => ({
    kind: 'journey',
    name: String(document.name),
    uid: journeyUid,
    versionUid: uid,
    version,
    status,
  }));
}
