import { type Catalogue, type JourneyVersion, versionStatus } from '@waystream/journey';
import { z } from 'zod';
import { type Page, pageOf, pageQuery } from '../http/page.js';
import { type JourneySummary, journeySummary } from './journey-summary.js';

export const journeysQuery = pageQuery.extend({
  status: versionStatus.optional().describe('only journeys with a version in this status'),
  name: z.string().optional().describe('only journeys with exactly this name'),
});

/** Journeys by name. */
export function listJourneys(catalogue: Catalogue, query: z.infer<typeof journeysQuery>): Page<JourneySummary> {
  const journeys = [...versionsByJourney(catalogue).values()].flatMap((versions) => {
    const latest = versions.at(-1);
    return latest ? journeySummary(versions, latest) : [];
  });
  const wanted = journeys.filter(
    ({ name, versions }) =>
      (query.name === undefined || name === query.name) &&
      (query.status === undefined || versions.some(({ status }) => status === query.status)),
  );
  return pageOf(wanted, ({ name, uid }) => `${name}\n${uid}`, query);
}

function versionsByJourney(catalogue: Catalogue): Map<string, JourneyVersion[]> {
  const byJourney = new Map<string, JourneyVersion[]>();
  for (const version of [...catalogue.versions.values()].sort((one, other) => one.version - other.version)) {
    const versions = byJourney.get(version.journeyUid) ?? [];
    versions.push(version);
    byJourney.set(version.journeyUid, versions);
  }
  return byJourney;
}
