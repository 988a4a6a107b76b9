import type { JourneyVersion } from '@waystream/journey';
import { close, closed } from '../../../services/authoring/src/versions/close-version.js';
import { LIFE, type LifeVerb } from '../../../services/authoring/src/versions/lifecycle.js';
import { pause } from '../../../services/authoring/src/versions/pause-version.js';
import { resume } from '../../../services/authoring/src/versions/resume-version.js';
import { stop } from '../../../services/authoring/src/versions/stop-version.js';
import { endTest } from '../../../services/authoring/src/versions/test-version.js';
import type { Order } from '../moves/move.js';

/** How long every wait lasts in a test, milliseconds. */
export const TEST_WAIT_MS = 10_000;

/** So fast that nobody who is released has to wait for it. */
const AT_ONCE_PER_SECOND = 1_000_000;

/** The versions that an order changes, all in one write; none when the version is not in a state for it. `at` is RFC 3339. */
export function afterOrder(
  versions: ReadonlyMap<string, JourneyVersion>,
  uid: string,
  { order, at }: { order: Order; at: string },
): JourneyVersion[] {
  const version = versions.get(uid);
  if (!version || !LIFE[verbOf(order)].from.some((status) => status === version.status)) return [];
  switch (order) {
    case 'pause':
      return [pause.after(version, at)];
    case 'resume':
      return [resume({ ratePerSecond: AT_ONCE_PER_SECOND }).after(version, at)];
    case 'close':
      return [close.after(version, at)];
    case 'stop':
      return [stop.after(version, at)];
    case 'test':
      return version.status === 'test' ? [] : [testing(version, at)];
    case 'endTest':
      return version.status === 'test' ? [endTest(version, at)] : [];
    case 'publish': {
      const former = [...versions.values()].filter(
        (other) => other.journeyUid === version.journeyUid && other.closedAt === undefined && isPublished(other),
      );
      return [
        { ...endTest(version, at), status: 'live', publishedAt: at },
        ...former.map((other) => closed(other, at)),
      ];
    }
  }
}

function verbOf(order: Order): LifeVerb {
  return order === 'endTest' ? 'test' : order;
}

function testing(version: JourneyVersion, at: string): JourneyVersion {
  return { ...version, status: 'test', test: { session: `s${Date.parse(at)}`, waitMs: TEST_WAIT_MS, startedAt: at } };
}

function isPublished({ status }: JourneyVersion): boolean {
  return status === 'live' || status === 'paused';
}
