import { z } from 'zod';
import { jsonObject } from './json-value.js';

/** Where a version stands in its life: draft → live → closed → finished, or stopped from live and closed. */
export const versionStatus = z.enum(['draft', 'live', 'closed', 'stopped', 'finished']);
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
});
export type JourneyVersion = z.infer<typeof journeyVersion>;
