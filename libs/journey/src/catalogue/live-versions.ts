import { activityOf } from '../activities/registry.js';
import { compileVersion } from '../compile/compile-version.js';
import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import type { Catalogue } from './catalogue.js';

/**
 * The versions that people may be inside of, made ready on first use. The owner calls `refresh` after the catalogue has
 * changed: a version's record may have changed, and what it refers to too.
 */
export interface RunningVersions extends LiveVersions {
  refresh(): void;
}

export function createRunningVersions(catalogue: Catalogue): RunningVersions {
  const documents = new WeakMap<JourneyVersion, JourneyDocument>();
  let compiled = new Map<string, CompiledVersion>();
  let starts: Map<string, string[]> | null = null;
  const documentOf = (record: JourneyVersion) => {
    const known = documents.get(record) ?? journeyDocument.parse(record.document);
    documents.set(record, known);
    return known;
  };
  const find = (uid: string) => {
    const ready = compiled.get(uid);
    if (ready) return ready;
    const record = catalogue.versions.get(uid);
    if (!record || record.status === 'draft') return undefined;
    const version = compileVersion(catalogue, record, documentOf(record));
    compiled.set(uid, version);
    return version;
  };
  return {
    find,
    startingWith(event) {
      starts ??= indexStarts(catalogue, documentOf);
      return (starts.get(event) ?? []).flatMap((uid) => find(uid) ?? []);
    },
    refresh() {
      compiled = new Map();
      starts = null;
    },
  };
}

function indexStarts(
  { versions }: Catalogue,
  documentOf: (record: JourneyVersion) => JourneyDocument,
): Map<string, string[]> {
  const starts = new Map<string, string[]>();
  for (const record of versions.values()) {
    if (record.status !== 'live') continue;
    const { nodes, entry } = documentOf(record);
    const node = nodes.find(({ id }) => id === entry);
    const event = node && activityOf(node).event?.(node);
    if (event !== undefined) starts.set(event, [...(starts.get(event) ?? []), record.uid]);
  }
  return starts;
}
