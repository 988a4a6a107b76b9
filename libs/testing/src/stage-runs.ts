import { fromRfc3339, SECOND_MS } from '@waystream/core';
import {
  audienceRunOf,
  type BringingRun,
  type Catalogue,
  type Input,
  type JourneyRun,
  journeyDocument,
  nextScheduledMs,
  runEntrance,
  scheduledRunId,
} from '@waystream/journey';

/** Runs over audiences as the pure engine meets them: members come one after the other, at the rate of the version. */
export interface StageRuns {
  begin(run: BringingRun, nowMs: number): void;
  /** When somebody is to enter next, or the next run is due. */
  nextDueMs(nowMs: number): number | null;
  /** The inputs of those whose time has come. */
  takeDue(nowMs: number): Input[];
}

/** `membersOf`: ids of the people who are members of an audience now. */
export function createStageRuns(catalogue: Catalogue, membersOf: (audience: string) => string[]): StageRuns {
  let entrances: { atMs: number; input: Extract<Input, { type: 'enter' }> }[] = [];
  const latest = new Map<string, number>();

  const runOf = (uid: string): JourneyRun | null => {
    const record = catalogue.versions.get(uid);
    return record?.status === 'live' ? audienceRunOf(catalogue, journeyDocument.parse(record.document)) : null;
  };
  const scheduled = (nowMs: number) =>
    [...catalogue.versions.values()].flatMap(({ uid, modifiedAt, publishedAt, document }) => {
      const run = runOf(uid);
      if (!run) return [];
      const { timezone, startDate } = journeyDocument.parse(document).properties;
      const liveSinceMs = fromRfc3339(publishedAt ?? modifiedAt) ?? 0;
      const startsAt = startDate === null ? null : fromRfc3339(startDate);
      const dueMs = nextScheduledMs({ run, timezone, liveSinceMs, startsAt }, latest.get(uid) ?? null, nowMs);
      return dueMs === null ? [] : [{ uid, dueMs }];
    });

  function begin(begun: BringingRun, nowMs: number): void {
    const run = runOf(begun.version);
    if (!run) return;
    for (const [index, person] of membersOf(run.audience).sort().entries()) {
      entrances.push({ atMs: nowMs + (index * SECOND_MS) / run.ratePerSecond, input: runEntrance(begun, person) });
    }
  }

  return {
    begin,
    nextDueMs(nowMs) {
      const times = [...entrances.map(({ atMs }) => atMs), ...scheduled(nowMs).map(({ dueMs }) => dueMs)];
      return times.length === 0 ? null : Math.min(...times);
    },
    takeDue(nowMs) {
      for (const { uid, dueMs } of scheduled(nowMs)) {
        if (dueMs > nowMs) continue;
        latest.set(uid, dueMs);
        begin({ id: scheduledRunId(uid, dueMs), version: uid, events: {} }, nowMs);
      }
      const due = entrances.filter(({ atMs }) => atMs <= nowMs).sort((one, other) => one.atMs - other.atMs);
      entrances = entrances.filter(({ atMs }) => atMs > nowMs);
      return due.flatMap(({ input }) => (runOf(input.version) ? [input] : []));
    },
  };
}
