import { DAY_MS, fromRfc3339, isJsonObject, type Json, parseDuration } from '@waystream/core';
import type { JourneyVersion } from '@waystream/journey';
import { closed } from '../versions/close-version.js';
import { endTest } from '../versions/test-version.js';

/** What time alone does to a version, and when. */
export interface DueChange {
  readonly atMs: number;
  readonly verb: 'close' | 'finish' | 'test';
  /** `now` is RFC 3339. */
  after(version: JourneyVersion, now: string): JourneyVersion;
}

/** A test that nobody enters ends after this time. */
export const IDLE_TEST_MS = 7 * DAY_MS;

/** The next thing that time will do to a version; `null` when it will do nothing. */
export function dueChange(version: JourneyVersion): DueChange | null {
  switch (version.status) {
    case 'test':
      return { atMs: momentOf(version.test?.startedAt) + IDLE_TEST_MS, verb: 'test', after: endTest };
    case 'live':
    case 'paused':
      return dueClose(version);
    case 'closed':
      return dueFinish(version);
    case 'draft':
    case 'stopped':
    case 'finished':
      return null;
  }
}

function dueClose(version: JourneyVersion): DueChange | null {
  const { endDate } = propertiesOf(version);
  const atMs = typeof endDate === 'string' ? fromRfc3339(endDate) : null;
  return atMs === null || version.closedAt !== undefined ? null : { atMs, verb: 'close', after: closed };
}

/** Whoever entered last has been taken out by the global timeout then. */
function dueFinish(version: JourneyVersion): DueChange | null {
  const { globalTimeout } = propertiesOf(version);
  const timeoutMs = typeof globalTimeout === 'string' ? parseDuration(globalTimeout) : null;
  if (timeoutMs === null) return null;
  return {
    atMs: momentOf(version.closedAt ?? version.modifiedAt) + timeoutMs,
    verb: 'finish',
    after: (one, now) => ({ ...one, status: 'finished', endedAt: now }),
  };
}

/** Those of a published document, which holds its defaults. */
function propertiesOf({ document }: JourneyVersion): Record<string, Json | undefined> {
  return isJsonObject(document.properties) ? document.properties : {};
}

const momentOf = (stored: string | undefined) => fromRfc3339(stored ?? '') ?? 0;
