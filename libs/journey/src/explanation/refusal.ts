import { fromRfc3339, toRfc3339 } from '@waystream/core';
import { durationMs } from '../definition/names.js';
import { DISCARD_REASONS, type DiscardReason, type StepEvent } from '../engine/step-event.js';
import type { InstanceTrace } from './instance-trace.js';
import type { PersonRecords } from './person-records.js';
import type { StoryEntry } from './story-entry.js';
import type { VersionOutline } from './version-outline.js';

/** What is known when a refusal is put into words. */
export interface RefusalView {
  readonly journeyUid: string;
  readonly version: VersionOutline | undefined;
  /** Passages of the person through the journey. */
  readonly traces: readonly InstanceTrace[];
  readonly records: PersonRecords;
}

/** A refused entrance; `null` for a step that is none. */
export function tellRefusal(step: StepEvent, view: RefusalView): StoryEntry | null {
  const { at, status, instance, reason } = step;
  if (status !== 'discarded' || instance !== null || reason === null) return null;
  const message = `An entrance was refused: ${DISCARD_REASONS[reason]}${untilWhen(step, reason, view)}.`;
  return { at, code: reason, message, activity: null, path: null, instance: null, error: null, seen: null };
}

/** The time that a reason is about. */
function untilWhen(step: StepEvent, reason: DiscardReason, view: RefusalView): string {
  const properties = view.version?.document?.properties;
  if (reason === 'notStarted') return inBrackets('it comes', instantOf(properties?.startDate));
  if (reason === 'ended') return inBrackets('it was', instantOf(properties?.endDate));
  if (reason !== 'reentranceWaitPeriod' || !properties) return '';
  const entered = lastEntrance(step, view);
  const periodMs = durationMs(properties.reentrance.waitPeriod);
  return inBrackets('it lasts until', entered === null ? null : entered + periodMs);
}

function inBrackets(words: string, atMs: number | null): string {
  return atMs === null ? '' : ` (${words} ${toRfc3339(atMs)})`;
}

export function instantOf(text: string | null | undefined): number | null {
  return text ? fromRfc3339(text) : null;
}

/** The latest entrance before a time: the log has it, or the engine remembers it, for the journey or a test session. */
function lastEntrance({ at, version }: StepEvent, { traces, records, journeyUid }: RefusalView): number | null {
  const { entrances } = records.state;
  const known = [...traces.map(({ enteredAt }) => enteredAt), entrances[journeyUid]?.at, entrances[version]?.at];
  return known.reduce<number | null>((latest, one) => {
    return one !== null && one !== undefined && one <= at && one > (latest ?? -1) ? one : latest;
  }, null);
}
