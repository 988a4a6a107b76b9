import { toRfc3339 } from '@waystream/core';
import type { Arm, Instance } from '../engine/person-state.js';
import { readTopic } from '../engine/topic.js';
import type { AwaitedForm } from './explanation-form.js';
import type { InstanceTrace } from './instance-trace.js';
import { activityName, type VersionOutline } from './version-outline.js';

/** What a running instance waits for now: each of these moves it on. */
export function awaitedBy({ running, status, version }: InstanceTrace): AwaitedForm[] {
  if (!running) return [];
  const label = (id: string) => version?.activities.get(id)?.label ?? null;
  const awaited = awaitedAt(running).map((one) => ({
    ...one,
    label: one.activity === null ? null : label(one.activity),
  }));
  return status === 'paused' ? [{ ...NOTHING, kind: 'resume', label: null }, ...awaited] : awaited;
}

type Unlabelled = Omit<AwaitedForm, 'label'>;

const NOTHING = { activity: null, name: null, status: null, dueAt: null };

function awaitedAt({ stop }: Instance): Unlabelled[] {
  switch (stop.kind) {
    case 'listening':
      return stop.arms.flatMap(awaitedByArm);
    case 'performing':
      return [{ ...NOTHING, activity: stop.node, kind: 'call' }];
    case 'fetching':
      return stop.nodes.map((activity) => ({ ...NOTHING, activity, kind: 'data' }));
    case 'admitting':
      return [{ ...NOTHING, kind: 'admission' }];
    case 'starting':
      return [];
  }
}

function awaitedByArm({ node, topics, dueMs }: Arm): Unlabelled[] {
  const dueAt = dueMs === null ? null : toRfc3339(dueMs);
  if (topics.length === 0) return [{ ...NOTHING, activity: node, kind: 'time', dueAt }];
  return topics.map((topic) => ({ activity: node, ...readTopic(topic), dueAt }));
}

/** One sentence for each thing that is awaited. */
export function awaitedInWords(awaited: readonly AwaitedForm[], version: VersionOutline | undefined): string {
  return awaited.map((one) => sentence(one, version)).join(' ');
}

function sentence({ activity, kind, name, status, dueAt }: AwaitedForm, version: VersionOutline | undefined): string {
  const place = activity === null ? 'the entry' : activityName(version, activity);
  const atTheLatest = dueAt === null ? '' : `, until ${dueAt} at the latest`;
  switch (kind) {
    case 'event':
      return `Waits at ${place} for the event ${name}${atTheLatest}.`;
    case 'audience':
      return `Waits at ${place} for the audience ${name} (${status})${atTheLatest}.`;
    case 'reaction':
      return `Waits at ${place} for the message of ${activityName(version, name ?? '')} (${status})${atTheLatest}.`;
    case 'time':
      return dueAt === null ? `Waits at ${place}.` : `Waits at ${place} until ${dueAt}.`;
    case 'call':
      return `A call of ${place} is under way.`;
    case 'data':
      return `Data is fetched for ${place}.`;
    case 'admission':
      return 'The profile is asked whether the person may take part in the test.';
    case 'resume':
      return 'Nothing moves until the version is resumed.';
  }
}
