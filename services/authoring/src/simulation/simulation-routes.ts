import type { Clock } from '@waystream/core';
import { BATCH_BYTES, type Routes, sandboxOf } from '@waystream/service';
import type { Configuration } from '../configuration/configuration.js';
import { bodyOf, mount, partOf } from '../http/mount.js';
import { simulateVersion } from './simulate-version.js';
import { createGate } from './simulation-gate.js';
import { simulationRequest } from './simulation-request.js';

const SIMULATE = {
  method: 'post',
  path: '/journeyVersions/{uid}/simulate',
  access: 'journeys.read',
  tag: 'Journey versions',
  summary: 'Play events through a version on a virtual clock; nothing is sent',
  body: simulationRequest,
  answer:
    '{from, until, journeys, people, sends, leftOut, unusedStubs, refused}: figures, activities and what would be sent ' +
    'for each journey; the ways of people; records that could not be played',
} as const;

/** They share one thread with everything else that this service does. */
const MOST_AT_ONCE = 2;

/** Dry runs of journey versions, drafts included. */
export function simulationRoutes(parts: { configuration: Configuration; clock: Clock }): Routes {
  const gate = createGate(MOST_AT_ONCE);
  return (app) =>
    mount(app, SIMULATE, (c) =>
      gate(async () => {
        const body = await bodyOf(c, BATCH_BYTES);
        return c.json(await simulateVersion(parts, { sandbox: sandboxOf(c), uid: partOf(c, 'uid'), body }));
      }),
    );
}
