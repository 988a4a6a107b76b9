import { fromRfc3339, type Json, type JsonObject } from '@waystream/core';
import { fieldSelection, formatPath } from '@waystream/xdm';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { journeyScope } from '../catalogue/journey-scope.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import { durationMs } from '../definition/names.js';
import { versionKey } from '../definition/version-key.js';
import type { Topic } from '../engine/topic.js';
import { audienceRunOf } from './audience-run.js';
import { compileCriteria } from './compile-criteria.js';
import { compileNodes } from './compile-nodes.js';
import type { CompiledVersion } from './compiled-version.js';

/** Makes a published version ready to run. Throws `RangeError` when it no longer fits the catalogue. */
export function compileVersion(
  catalogue: Catalogue,
  record: JourneyVersion,
  document: JourneyDocument,
): CompiledVersion {
  const scope = journeyScope(catalogue, document);
  const { nodes, references, issues } = compileNodes(catalogue, document, scope);
  const criteria = compileCriteria(document, scope);
  const entry = nodes.get(document.entry);
  const [flaw] = [...issues, ...criteria.issues];
  if (flaw) throw new RangeError(`version ${record.uid} cannot run: ${flaw.activity}, ${flaw.field}: ${flaw.message}`);
  if (!entry || document.namespace === undefined)
    throw new RangeError(`version ${record.uid} has no entry or no namespace`);
  const { properties } = document;
  const used = [...references, ...criteria.references];
  const ofEvents = selections(used.flatMap(({ events }) => events.map(({ event, path }) => ({ name: event, path }))));
  const ofActions = selections(
    used.flatMap(({ actions }) => actions.map(({ action, path }) => ({ name: action, path }))),
  );
  const test = record.status === 'test' && record.test ? record.test : null;
  const uid = versionKey(record);
  return {
    uid,
    journeyUid: record.journeyUid,
    place: test ? uid : record.journeyUid,
    name: document.name,
    status: record.status,
    namespace: document.namespace,
    entry,
    nodes,
    nodeIds: document.nodes.map(({ id }) => id),
    startTopics: startTopics(catalogue, document),
    run: audienceRunOf(catalogue, document),
    laterTopics: laterTopics(document),
    exits: criteria.exits,
    goal: criteria.goal,
    isPerSupplementalId: isPerSupplementalId(catalogue, document),
    keep: (event, payload) => ofEvents.get(event)?.(payload) ?? NOTHING,
    keepResponse: (action, response) => ofActions.get(action)?.(response) ?? null,
    callTimeoutMs: durationMs(properties.timeout),
    globalTimeoutMs: durationMs(properties.globalTimeout),
    reentrance: { allowed: properties.reentrance.allowed, waitPeriodMs: durationMs(properties.reentrance.waitPeriod) },
    startsAt: properties.startDate === null ? null : fromRfc3339(properties.startDate),
    endsAt: earliest(properties.endDate, record.closedAt),
    timezone: properties.timezone,
    useProfileTimezone: properties.useProfileTimezone,
    test,
    properties: propertiesOf(record, document),
  };
}

/** Nobody enters after the end date, nor after the version was closed, which a paused one may have been. */
function earliest(endDate: string | null, closedAt: string | undefined): number | null {
  const ends = [endDate, closedAt].flatMap((text) => (text ? (fromRfc3339(text) ?? []) : []));
  return ends.length === 0 ? null : Math.min(...ends);
}

/** What people enter the journey with; nothing where a run over an audience brings them. */
export function startTopics(
  catalogue: Pick<Catalogue, 'events'>,
  { nodes, entry }: Pick<JourneyDocument, 'nodes' | 'entry'>,
): Set<Topic> {
  if (audienceRunOf(catalogue, { nodes, entry })) return new Set();
  return new Set(nodes.filter(({ id }) => id === entry).flatMap((node) => activityOf(node).topics?.(node) ?? []));
}

function laterTopics({ nodes, entry }: JourneyDocument): Set<Topic> {
  return new Set(nodes.filter(({ id }) => id !== entry).flatMap((node) => activityOf(node).topics?.(node) ?? []));
}

function isPerSupplementalId({ events }: Catalogue, { nodes, entry }: JourneyDocument): boolean {
  const node = nodes.find(({ id }) => id === entry);
  const event = node && activityOf(node).event?.(node);
  return event !== undefined && (events.get(event)?.supplementalId ?? null) !== null;
}

const NOTHING: JsonObject = {};

/** An instance is parked for months; it carries only those fields of an event or a response that some expression reads. */
function selections(
  fields: readonly { name: string; path: string[] | null }[],
): Map<string, (document: JsonObject) => JsonObject> {
  const read = new Map<string, Set<string>>();
  for (const { name, path } of fields) {
    const paths = read.get(name) ?? new Set();
    read.set(name, paths.add(path === null ? '*' : formatPath(path)));
  }
  return new Map([...read].map(([name, paths]) => [name, fieldSelection([...paths])]));
}

function propertiesOf(
  { uid, journeyUid, version }: JourneyVersion,
  { name, description }: JourneyDocument,
): Record<string, Json> {
  return {
    journeyUID: journeyUid,
    journeyVersionUID: uid,
    journeyVersionName: name,
    journeyVersionDescription: description ?? '',
    journeyVersion: `${version}.0`,
  };
}
