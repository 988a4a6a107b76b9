import type { Catalogue } from '@waystream/journey';
import { latestVersion, versionsOf } from '../versions/find-version.js';
import { type JourneySummary, journeySummary } from './journey-summary.js';

/** Throws `notFound`. */
export function getJourney(catalogue: Catalogue, uid: string): JourneySummary {
  return journeySummary(versionsOf(catalogue, uid), latestVersion(catalogue, uid));
}
