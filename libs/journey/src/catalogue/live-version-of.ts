import type { JourneyVersion } from '../definition/journey-version.js';
import type { Catalogue } from './catalogue.js';

/** The version that people enter a journey in, by the journey's uid or name; the engine's `latest` before compilation. */
export function liveVersionOf({ versions }: Pick<Catalogue, 'versions'>, journey: string): JourneyVersion | undefined {
  const live = [...versions.values()].filter(({ status, closedAt }) => {
    return (status === 'live' || status === 'paused') && closedAt === undefined;
  });
  return (
    live.find(({ journeyUid }) => journeyUid === journey) ?? live.find(({ document }) => document.name === journey)
  );
}
