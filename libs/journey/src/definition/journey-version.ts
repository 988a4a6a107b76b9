import { z } from 'zod';
import { jsonObject } from './json-value.js';

/**
 * Where a version stands in its life: draft (⇄ test) → live (⇄ paused) → closed → finished, or stopped from live, paused
 * and closed.
 */
export const versionStatus = z.enum(['draft', 'test', 'live', 'paused', 'closed', 'stopped', 'finished']);
export type VersionStatus = z.infer<typeof versionStatus>;

/**
 * One version of a journey. The document of a draft may be unfinished, so it is kept as it came and checked by
 * validation; that of a published version is complete and never changes.
 */
export const journeyVersion = z.strictObject({
  uid: z.string(),
  journeyUid: z.string(),
  version: z.int().min(1),
  status: versionStatus,
  document: jsonObject,
  createdAt: z.string(),
  modifiedAt: z.string(),
  publishedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /**
   * When it was closed; those inside may go on until the global timeout. A version that is paused may have been closed
   * too: it keeps its people until it is resumed, and nobody enters.
   */
  closedAt: z.string().optional(),
  /** While under test: a session for each time test mode was switched on, and how long waits last. */
  test: z.strictObject({ session: z.string(), waitMs: z.int().min(0), startedAt: z.string() }).optional(),
  /** When the latest test ended; whoever took part in it, or in one before, is to leave. */
  testEndedAt: z.string().optional(),
  /** How fast the people of a version that was paused are released. */
  resumed: z.strictObject({ at: z.string(), perSecond: z.int().min(1) }).optional(),
});
export type JourneyVersion = z.infer<typeof journeyVersion>;
