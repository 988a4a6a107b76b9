import { isJsonObject } from '@waystream/core';
import type { ActivityNode } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';

/** What it takes to tell in words what happened in a version, without compiling it. */
export interface VersionOutline {
  readonly record: JourneyVersion;
  readonly name: string;
  /** `null` for a draft that is unfinished. */
  readonly document: JourneyDocument | null;
  readonly nodeIds: readonly string[];
  readonly activities: ReadonlyMap<string, ActivityNode>;
}

export function outlineOf(record: JourneyVersion): VersionOutline {
  const document = journeyDocument.safeParse(record.document).data ?? null;
  const nodes: readonly ActivityNode[] = document?.nodes ?? [];
  return {
    record,
    name: typeof record.document.name === 'string' ? record.document.name : '',
    document,
    nodeIds: nodes.map(({ id }) => id),
    activities: new Map(nodes.map((node) => [node.id, node])),
  };
}

/** As people know the activity: its label in quotes, else its id. */
export function activityName(version: VersionOutline | undefined, id: string): string {
  return `"${version?.activities.get(id)?.label ?? id}"`;
}

/** As people know a path out of an activity: its label in quotes, else its id. */
export function pathName(version: VersionOutline | undefined, id: string, path: string): string {
  const node = version?.activities.get(id);
  const paths: readonly unknown[] = node && 'paths' in node && Array.isArray(node.paths) ? node.paths : [];
  const named = paths.find((one) => isJsonObject(one) && one.id === path);
  return `"${isJsonObject(named) && typeof named.label === 'string' ? named.label : path}"`;
}

export function isListening(version: VersionOutline | undefined, id: string): boolean {
  const node = version?.activities.get(id);
  return node !== undefined && activityOf(node).woken !== undefined;
}

/** Has the activity no way out, so that coming to it is the end? */
export function isEnd(version: VersionOutline | undefined, id: string): boolean {
  const node = version?.activities.get(id);
  return node !== undefined && activityOf(node).ports(node).length === 0;
}
