import { audienceRunOf } from '../compile/audience-run.js';
import { compileVersion, startTopics } from '../compile/compile-version.js';
import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import { type JourneyDocument, journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import { uidOfVersionKey, versionKey } from '../definition/version-key.js';
import type { Catalogue } from './catalogue.js';

/**
 * The versions that people may be inside of, made ready on first use. The owner calls `refresh` after the catalogue has
 * changed: a version's record may have changed, and what it refers to too. A catalogue lags behind what is stored, so by
 * itself it never tells that a version is gone.
 */
export interface RunningVersions extends LiveVersions {
  refresh(): void;
}

export function createRunningVersions(catalogue: Catalogue): RunningVersions {
  const documents = new WeakMap<JourneyVersion, JourneyDocument>();
  let compiled = new Map<string, CompiledVersion>();
  let index: Entries | null = null;
  const documentOf = (record: JourneyVersion) => {
    const known = documents.get(record) ?? journeyDocument.parse(record.document);
    documents.set(record, known);
    return known;
  };
  const find = (uid: string) => {
    const ready = compiled.get(uid);
    if (ready) return ready;
    const record = catalogue.versions.get(uidOfVersionKey(uid));
    if (!record || record.status === 'draft' || versionKey(record) !== uid) return undefined;
    const version = compileVersion(catalogue, record, documentOf(record));
    compiled.set(uid, version);
    return version;
  };
  const entries = () => {
    index ??= indexEntries(catalogue, documentOf);
    return index;
  };
  return {
    find,
    isGone: () => false,
    startingWith: (topic) => (entries().starts.get(topic) ?? []).flatMap((uid) => find(uid) ?? []),
    begunBy: (event) => (entries().begins.get(event) ?? []).flatMap((uid) => find(uid) ?? []),
    latest(journey) {
      const uid = entries().latest.get(journey);
      return uid === undefined ? undefined : find(uid);
    },
    refresh() {
      compiled = new Map();
      index = null;
    },
  };
}

interface Entries {
  /** Topic → versions that people enter with it. */
  starts: Map<string, string[]>;
  /** Business event → versions whose runs begin with it. */
  begins: Map<string, string[]>;
  /** Uid or name of a journey → its live version. */
  latest: Map<string, string>;
}

/** A version that was closed while it was paused stays paused, and nobody enters it any more. */
const OPEN = new Set<JourneyVersion['status']>(['test', 'live', 'paused']);

function indexEntries(catalogue: Catalogue, documentOf: (record: JourneyVersion) => JourneyDocument): Entries {
  const entries: Entries = { starts: new Map(), begins: new Map(), latest: new Map() };
  for (const record of catalogue.versions.values()) {
    if (!OPEN.has(record.status) || record.closedAt !== undefined) continue;
    const document = documentOf(record);
    const key = versionKey(record);
    for (const topic of startTopics(catalogue, document)) {
      entries.starts.set(topic, [...(entries.starts.get(topic) ?? []), key]);
    }
    if (record.status === 'test') continue;
    const begun = audienceRunOf(catalogue, document)?.event ?? null;
    if (begun !== null) entries.begins.set(begun, [...(entries.begins.get(begun) ?? []), key]);
    entries.latest.set(record.journeyUid, record.uid);
    // Of several journeys of one name a jump means the one that it was checked against; see `liveVersionOf`.
    if (!entries.latest.has(document.name)) entries.latest.set(document.name, record.uid);
  }
  return entries;
}
