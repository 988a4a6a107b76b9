import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { SECOND_MS } from '@waystream/core';
import type { Api } from '../api/api.js';
import { fetchReport } from '../journeys/fetch-report.js';
import type { JourneyReport } from '../journeys/journey-report.js';
import { countsBetween, reportBetween } from '../journeys/report-between.js';
import { fetchReceived, type Received } from './sample-servers.js';

/** The figures of the report and of the sinks at one moment. */
export interface Snapshot {
  readonly report: JourneyReport;
  readonly received: Received;
}

export interface SnapshotSource {
  readonly api: Api;
  readonly base: number;
  readonly versionUid: string;
}

async function takeSnapshot({ api, base, versionUid }: SnapshotSource): Promise<Snapshot> {
  const [report, received] = await Promise.all([fetchReport(api, versionUid), fetchReceived(base)]);
  return { report, received };
}

/** What has happened between two moments. */
export function snapshotBetween(before: Snapshot, after: Snapshot): Snapshot {
  const messages = countsBetween(before.received.messages, after.received.messages);
  return {
    report: reportBetween(before.report, after.report),
    received: { messages, repeated: after.received.repeated },
  };
}

const LOOK_MS = SECOND_MS / 4;
/** Figures that have stayed the same for so long are settled when they are complete, and for so long when they are not. */
const QUIET_MS = SECOND_MS;
const PATIENCE_MS = 15 * SECOND_MS;

/**
 * Resolves to the figures when nothing changes any more. Figures that are complete get a little time to show that
 * nothing comes twice; others get long, and then are what they are.
 */
export async function settledSnapshot(
  source: SnapshotSource,
  {
    isComplete,
    seen,
    signal,
  }: {
    isComplete: (snapshot: Snapshot) => boolean;
    seen: (snapshot: Snapshot) => void;
    signal: AbortSignal;
  },
): Promise<Snapshot> {
  let last = await takeSnapshot(source);
  for (let quietMs = 0; quietMs < (isComplete(last) ? QUIET_MS : PATIENCE_MS); quietMs += LOOK_MS) {
    seen(last);
    await pause(LOOK_MS, undefined, { signal });
    const next = await takeSnapshot(source);
    if (!isDeepStrictEqual(next, last)) quietMs = 0;
    last = next;
  }
  return last;
}
