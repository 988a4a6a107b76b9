import { AppError } from '@waystream/core';
import type { Catalogue, JourneyVersion } from '@waystream/journey';
import type { Configuration } from '../configuration/configuration.js';

export interface FoundVersion {
  readonly version: JourneyVersion;
  readonly revision: string;
}

/** Throws `notFound`. */
export function findVersion(configuration: Configuration, sandbox: string, uid: string): FoundVersion {
  const version = configuration.of(sandbox).versions.get(uid);
  const revision = configuration.revisionOf(sandbox, 'version', uid);
  if (!version || revision === undefined) throw new AppError('notFound', `there is no journey version "${uid}"`);
  return { version, revision };
}

/** The versions of a journey, from the first to the latest. */
export function versionsOf(catalogue: Catalogue, journeyUid: string): JourneyVersion[] {
  return [...catalogue.versions.values()]
    .filter((version) => version.journeyUid === journeyUid)
    .sort((one, other) => one.version - other.version);
}

/** Throws `notFound`. */
export function latestVersion(catalogue: Catalogue, journeyUid: string): JourneyVersion {
  const latest = versionsOf(catalogue, journeyUid).at(-1);
  if (!latest) throw new AppError('notFound', `there is no journey "${journeyUid}"`);
  return latest;
}

/** How messages name a version. */
export function nameOfVersion({ document, version }: JourneyVersion): string {
  return `version ${version} of the journey "${document.name}"`;
}
