import { toRfc3339 } from '@waystream/core';
import type { ActivityNode } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import { isOpen } from '../catalogue/live-version-of.js';
import { durationMs } from '../definition/names.js';
import { ownerOfPlace } from '../engine/place.js';
import { awaitedBy, awaitedInWords } from './awaited.js';
import type { ExplanationCode } from './explanation-codes.js';
import type { InstanceTrace } from './instance-trace.js';
import type { PersonRecords } from './person-records.js';
import { instantOf } from './refusal.js';
import type { StoryEntry } from './story-entry.js';
import type { VersionOutline } from './version-outline.js';

export interface Verdict {
  code: ExplanationCode;
  message: string;
}

/** Everything that a verdict is judged by. */
export interface Evidence {
  readonly namespace: string;
  readonly journeyUid: string;
  /** Of the journey, the latest last. */
  readonly versions: readonly VersionOutline[];
  readonly records: PersonRecords;
  readonly traces: readonly InstanceTrace[];
  readonly story: readonly StoryEntry[];
  readonly now: number;
}

/** Has the person been inside, as far as is known? */
export function hasEntered(evidence: Evidence): boolean {
  const { traces } = evidence;
  return traces.length > 0 ? traces.some(isInsideOrWas) : lostEntrance(evidence) !== null;
}

/** What happened last decides; where nothing happened, what keeps people out. */
export function verdictOf(evidence: Evidence): Verdict {
  const { traces, story } = evidence;
  const latest = traces.findLast(({ running }) => running !== null) ?? traces.at(-1);
  if (latest) return latest.running ? verdictInside(latest) : verdictAfter(latest, story);
  const refused = story.findLast(({ instance }) => instance === null);
  if (refused) return { code: refused.code, message: refused.message };
  const lost = lostEntrance(evidence);
  if (lost === null) return whyNever(evidence);
  const message = `Entered at ${toRfc3339(lost)}; what happened then is not in the log any more.`;
  return { code: 'enteredBeforeLog', message };
}

function isInsideOrWas({ running }: InstanceTrace): boolean {
  return running?.stop.kind !== 'admitting' && running?.stop.kind !== 'starting';
}

/** The latest entrance that the engine remembers, for re-entrance or the goal, when the log does not. */
function lostEntrance({ records, journeyUid, versions }: Evidence): number | null {
  const { entrances, watches } = records.state;
  const limited = Object.entries(entrances).filter(([place]) => ownerOfPlace(place) === journeyUid);
  const watched = watches.flatMap(({ version, until }) => {
    const goal = versions.find(({ record }) => record.uid === version)?.document?.properties.goal;
    return goal ? [until - durationMs(goal.within)] : [];
  });
  const known = [...limited.map(([, { at }]) => at), ...watched];
  return known.length === 0 ? null : Math.max(...known);
}

function verdictInside(trace: InstanceTrace): Verdict {
  const { status, running, enteredAt, version } = trace;
  const awaited = awaitedInWords(awaitedBy(trace), version);
  if (status === 'stopped') return { code: 'stopped', message: 'The version is stopped and the person is taken out.' };
  if (running?.stop.kind === 'admitting') return { code: 'awaitsAdmission', message: awaited };
  const where = running?.stop.kind === 'starting' ? 'At the entry' : 'Inside';
  const message = `${where} since ${toRfc3339(enteredAt ?? 0)}. ${awaited}`.trimEnd();
  return { code: status === 'paused' ? 'paused' : 'inside', message };
}

const UNKNOWN_END: Verdict = { code: 'endUnknown', message: 'Not inside any more; how it ended is not in the log.' };

/** How the passage ended, together with the last thing that happened before. */
function verdictAfter({ id, status, endedAt }: InstanceTrace, story: readonly StoryEntry[]): Verdict {
  if (endedAt === null) {
    return status === 'stopped'
      ? { code: 'stopped', message: 'The person was taken out, because the test of the version ended.' }
      : UNKNOWN_END;
  }
  const own = story.filter(({ instance, at, code }) => instance === id && at <= endedAt && code !== 'converted');
  const last = own.at(-1);
  const before = own.at(-2);
  if (!last) return UNKNOWN_END;
  if (before?.at !== last.at || before.code === 'entered') return { code: last.code, message: last.message };
  return {
    code: before.code === 'noPathMatched' ? before.code : last.code,
    message: `${before.message} ${last.message}`,
  };
}

function whyNever({ namespace, versions, records, now }: Evidence): Verdict {
  const published = versions.filter(({ record }) => record.status !== 'draft');
  const latest = published.at(-1);
  if (!latest) return { code: 'neverPublished', message: 'No version of the journey has been published.' };
  const { document, record } = latest;
  const needed = document?.namespace;
  if (needed !== undefined && needed !== namespace) {
    return { code: 'otherNamespace', message: `The journey is about people of the namespace ${needed}.` };
  }
  const open = published.findLast(({ record: one }) => isOpen(one));
  if (!open && record.status === 'test') {
    return { code: 'onlyUnderTest', message: `Version ${record.version} is under test; only test profiles may enter.` };
  }
  if (!open)
    return { code: 'notLive', message: `The journey is not live: version ${record.version} is ${record.status}.` };
  return closedByDate(open, now) ?? noEntrySeen(open, records);
}

function closedByDate({ document }: VersionOutline, now: number): Verdict | null {
  const startsAt = instantOf(document?.properties.startDate);
  if (startsAt !== null && now < startsAt) {
    return { code: 'notStarted', message: `The journey takes people in from ${toRfc3339(startsAt)} on.` };
  }
  const endsAt = instantOf(document?.properties.endDate);
  if (endsAt === null || now < endsAt) return null;
  return { code: 'ended', message: `The journey took people in until ${toRfc3339(endsAt)}.` };
}

function noEntrySeen({ document, activities, record }: VersionOutline, { logSince }: PersonRecords): Verdict {
  const cause = entryInWords(activities.get(document?.entry ?? ''));
  const publishedAt = instantOf(record.publishedAt) ?? 0;
  const since = logSince !== null && logSince > publishedAt ? toRfc3339(logSince) : 'the journey went live';
  return { code: 'noEntrySeen', message: `${cause} has come for this person since ${since}.` };
}

function entryInWords(entry: ActivityNode | undefined): string {
  if (!entry) return 'Nothing that starts the journey';
  const activity = activityOf(entry);
  const event = activity.event?.(entry);
  if (event !== undefined) return `No event ${event}`;
  const audience = activity.audience?.(entry);
  return audience === undefined ? 'Nothing that starts the journey' : `Nothing about the audience ${audience}`;
}
