import type { JourneyVersion } from '@waystream/journey';
import type { VersionStep } from './change-version.js';

/** Nobody enters any more. Whoever is inside goes on, or stays kept while the version is paused. */
export function closed(version: JourneyVersion, closedAt: string): JourneyVersion {
  const { status } = version;
  return { ...version, status: status === 'paused' ? status : 'closed', closedAt: version.closedAt ?? closedAt };
}

export const close: VersionStep = { verb: 'close', after: closed };
