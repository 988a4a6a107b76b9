import { AppError, HOUR_MS, parseDuration, SECOND_MS } from '@waystream/core';
import { audienceRunOf, type Catalogue, type JourneyVersion } from '@waystream/journey';
import { z } from 'zod';
import type { VersionStep } from './change-version.js';
import { nameOfVersion } from './find-version.js';
import { requireValid } from './require-valid.js';

const SHORTEST_MS = SECOND_MS;
const LONGEST_MS = HOUR_MS;

export const testForm = z.strictObject({
  enabled: z.boolean(),
  waitTime: z
    .string()
    .refine((text) => {
      const ms = parseDuration(text);
      return ms !== null && ms >= SHORTEST_MS && ms <= LONGEST_MS;
    }, 'must be an ISO-8601 duration between PT1S and PT1H')
    .default('PT10S')
    .describe('how long every wait and timeout lasts for test profiles'),
});
type TestOrder = z.infer<typeof testForm>;

/**
 * Switches test mode of a draft on or off. Each time it is switched on begins a session that knows nothing of those
 * before; switched off, the version is a draft again and whoever took part is taken out.
 */
export function test(order: TestOrder, { catalogue, session }: { catalogue: Catalogue; session: string }): VersionStep {
  return {
    verb: 'test',
    after: (version, now) => (order.enabled ? begun(version, now) : endTest(version, now)),
  };

  function begun(version: JourneyVersion, now: string): JourneyVersion {
    const waitMs = parseDuration(order.waitTime) ?? 0;
    if (version.status === 'test' && version.test) return { ...version, test: { ...version.test, waitMs } };
    const run = audienceRunOf(catalogue, requireValid(catalogue, version, 'tested'));
    if (run) throw untestable(version, run.node);
    return { ...version, status: 'test', test: { session, waitMs, startedAt: now } };
  }
}

/** Runs are for everybody in an audience, and a test is for a few people who are told one by one. */
function untestable(version: JourneyVersion, node: string): AppError {
  const message = 'journeys that read an audience are simulated, not tested';
  const flaws = [{ path: node, code: 'untestable', message }];
  return new AppError('invalid', `${nameOfVersion(version)} cannot be tested: ${node}: ${message}`, { flaws });
}

/** The draft that is left when a test is over; a version that is not under test stays as it is. */
export function endTest(version: JourneyVersion, now: string): JourneyVersion {
  if (version.status !== 'test') return version;
  const { test: _, ...draft } = version;
  return { ...draft, status: 'draft', testEndedAt: now };
}
