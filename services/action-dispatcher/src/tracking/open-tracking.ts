import type { Clock } from '@waystream/core';
import type { Store } from '@waystream/redis';
import type { Log, Routes, ServiceMetrics } from '@waystream/service';
import { createLinksOf, type LinksOf } from './message-links.js';
import { createSeal } from './seal.js';
import { createTakeReaction } from './take-reaction.js';
import { trackingRoutes } from './tracking-routes.js';

/** The links in mail: how they are made, and where they lead. Without address and key there are none. */
export function openTracking(
  { trackingUrl, trackingKey }: { trackingUrl?: string | undefined; trackingKey: readonly string[] },
  parts: { store: Store; clock: Clock; log: Log; metrics: ServiceMetrics<'action-dispatcher'> },
): { linksOf: LinksOf; routes: Routes[] } {
  const [first, ...older] = trackingKey;
  if (first === undefined) return { linksOf: () => null, routes: [] };
  const seal = createSeal([first, ...older]);
  const routes = trackingRoutes({ seal, takeReaction: createTakeReaction(parts), log: parts.log });
  // Links of mail that was sent before lead here, also after the address was taken out of the settings.
  return { linksOf: trackingUrl === undefined ? () => null : createLinksOf(trackingUrl, seal), routes: [routes] };
}
