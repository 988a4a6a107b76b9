import { fromRfc3339, type Json, type JsonObject } from '@waystream/core';
import type { References } from '@waystream/expression';
import { fieldSelection, formatPath } from '@waystream/xdm';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import { durationMs } from '../definition/names.js';
import { compileNodes } from './compile-nodes.js';
import type { CompiledVersion } from './compiled-version.js';

/** Makes a published version ready to run. Throws `RangeError` when it no longer fits the catalogue. */
export function compileVersion(
  catalogue: Catalogue,
  record: JourneyVersion,
  document: JourneyDocument,
): CompiledVersion {
  const { nodes, references, issues } = compileNodes(catalogue, document);
  const entry = nodes.get(document.entry);
  const [flaw] = issues;
  if (flaw) throw new RangeError(`version ${record.uid} cannot run: ${flaw.activity}, ${flaw.field}: ${flaw.message}`);
  if (!entry || document.namespace === undefined)
    throw new RangeError(`version ${record.uid} has no entry or no namespace`);
  const { properties } = document;
  return {
    uid: record.uid,
    journeyUid: record.journeyUid,
    namespace: document.namespace,
    entry,
    nodes,
    laterEvents: laterEvents(document),
    keep: keeper(references),
    callTimeoutMs: durationMs(properties.timeout),
    globalTimeoutMs: durationMs(properties.globalTimeout),
    reentrance: { allowed: properties.reentrance.allowed, waitPeriodMs: durationMs(properties.reentrance.waitPeriod) },
    startsAt: properties.startDate === null ? null : fromRfc3339(properties.startDate),
    timezone: properties.timezone,
    properties: propertiesOf(record, document),
  };
}

function laterEvents(document: JourneyDocument): Set<string> {
  return new Set(
    document.nodes.flatMap((node) => {
      const event = node.id === document.entry ? undefined : activityOf(node).event?.(node);
      return event === undefined ? [] : [event];
    }),
  );
}

/** An instance is parked for months; it carries only those fields of an event that some expression reads. */
function keeper(references: readonly References[]): CompiledVersion['keep'] {
  const read = new Map<string, Set<string>>();
  for (const { event, path } of references.flatMap(({ events }) => events)) {
    const paths = read.get(event) ?? new Set();
    read.set(event, paths.add(path === null ? '*' : formatPath(path)));
  }
  const selections = new Map([...read].map(([event, paths]) => [event, fieldSelection([...paths])]));
  const nothing: JsonObject = {};
  return (event, payload) => selections.get(event)?.(payload) ?? nothing;
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
