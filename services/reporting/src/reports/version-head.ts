import type { JourneyVersion } from '@waystream/journey';
import type { VersionFigures } from './report-form.js';

/** How reports name a version. */
export function versionHead(record: JourneyVersion): Omit<VersionFigures, 'figures'> {
  const { uid, journeyUid, version, status, document } = record;
  const journey = typeof document.name === 'string' ? document.name : '';
  return { journey, journeyUid, version, versionUid: uid, status };
}
