import { derivedId, fromRfc3339, SECOND_MS } from '@waystream/core';
import {
  audienceRunOf,
  type Catalogue,
  type Input,
  type JourneyRun,
  journeyDocument,
  nextRunMs,
  type RunRequest,
} from '@waystream/journey';

/** Runs over audiences as the pure engine meets them: members come one after the other, at the rate of the version. */
export interface StageRuns {
  begin(run: Pick<RunRequest, 'id' | 'version' | 'events'>, nowMs: number): void;
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
      if (!run || run.event !== null) return [];
      const { timezone } = journeyDocument.parse(document).properties;
      const notBeforeMs = fromRfc3339(publishedAt ?? modifiedAt) ?? 0;
      const dueMs = nextRunMs(run.schedule, { timezone, notBeforeMs, lastMs: latest.get(uid) ?? null }, nowMs);
      return dueMs === null ? [] : [{ uid, dueMs }];
    });

  function begin({ id, version, events }: Pick<RunRequest, 'id' | 'version' | 'events'>, nowMs: number): void {
    const run = runOf(version);
    if (!run) return;
    for (const [index, person] of membersOf(run.audience).sort().entries()) {
      const input = { v: 1, type: 'enter', id: derivedId(id, person), person, version, events } as const;
      entrances.push({ atMs: nowMs + (index * SECOND_MS) / run.ratePerSecond, input });
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
        begin({ id: derivedId(uid, String(dueMs), 'run'), version: uid, events: {} }, nowMs);
      }
      const due = entrances.filter(({ atMs }) => atMs <= nowMs).sort((one, other) => one.atMs - other.atMs);
      entrances = entrances.filter(({ atMs }) => atMs > nowMs);
      return due.flatMap(({ input }) => (runOf(input.version) ? [input] : []));
    },
  };
}
