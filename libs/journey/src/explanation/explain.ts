import { toRfc3339 } from '@waystream/core';
import { uidOfVersionKey } from '../definition/version-key.js';
import type { Person } from '../engine/person.js';
import { awaitedBy } from './awaited.js';
import type { Explanation } from './explanation-form.js';
import { traceInstances } from './instance-trace.js';
import type { PersonRecords } from './person-records.js';
import { tellRefusal } from './refusal.js';
import { type StoryEntry, tellTrace } from './story-entry.js';
import { type Evidence, hasEntered, verdictOf } from './verdict.js';
import type { VersionOutline } from './version-outline.js';

/** Why did this person (not) get what the journey gives? */
export interface Question {
  readonly person: Pick<Person, 'namespace' | 'key'>;
  readonly journeyUid: string;
  /** Of the journey, the latest last. */
  readonly versions: readonly VersionOutline[];
  readonly records: PersonRecords;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The answer from what is stored, and from nothing else: the same records give the same answer. */
export function explain({ person, journeyUid, versions, records, now }: Question): Explanation {
  const find = (key: string) => versions.find(({ record }) => record.uid === uidOfVersionKey(key));
  const traces = traceInstances(records, find).filter((trace) => trace.journeyUid === journeyUid);
  const refusals = records.steps
    .filter(({ journey }) => journey === journeyUid)
    .flatMap((step) => tellRefusal(step, { journeyUid, version: find(step.version), traces, records }) ?? []);
  const story = [...traces.flatMap(tellTrace), ...refusals].sort((one, other) => one.at - other.at);
  const { namespace, key } = person;
  const evidence: Evidence = { namespace, journeyUid, versions, records, traces, story, now };
  return {
    journey: { uid: journeyUid, name: versions.at(-1)?.name ?? '' },
    person: { namespace, id: key },
    entered: hasEntered(evidence),
    verdict: verdictOf(evidence),
    story: story.map(inWireForm),
    awaiting: traces.flatMap((trace) => awaitedBy(trace).map((one) => ({ ...one, instance: trace.id }))),
    logSince: records.logSince === null ? null : toRfc3339(records.logSince),
  };
}

function inWireForm(entry: StoryEntry): Explanation['story'][number] {
  return { ...entry, at: toRfc3339(entry.at) };
}
