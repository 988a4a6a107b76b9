import type { JourneyVersion } from '../definition/journey-version.js';
import type { Catalogue } from './catalogue.js';

/** Do new people enter it, or will they once it is not paused? One that was closed while it was paused stays paused. */
export function isOpen({ status, closedAt }: Pick<JourneyVersion, 'status' | 'closedAt'>): boolean {
  return (status === 'live' || status === 'paused') && closedAt === undefined;
}

/** The version that people enter a journey in, by the journey's uid or name; the engine's `latest` before compilation. */
export function liveVersionOf({ versions }: Pick<Catalogue, 'versions'>, journey: string): JourneyVersion | undefined {
  const live = [...versions.values()].filter(isOpen);
  return (
    live.find(({ journeyUid }) => journeyUid === journey) ?? live.find(({ document }) => document.name === journey)
  );
}
