import type { Catalogue } from '../catalogue/catalogue.js';
import { compileVersion } from '../compile/compile-version.js';
import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import { journeyDocument } from '../definition/journey-document.js';
import type { JourneyVersion } from '../definition/journey-version.js';
import type { Topic } from '../engine/topic.js';

/** The versions of a simulation: those under simulation, which people enter, and those that people can jump into. */
export interface SimulatedVersions extends LiveVersions {
  readonly chosen: readonly CompiledVersion[];
}

/**
 * The given versions as if they were live, drafts and closed ones included. Nobody enters anything else, except by a jump into another
 * live journey. Throws `RangeError` for a version that cannot run, which validation tells beforehand, with its places.
 */
export function simulatedVersions(catalogue: Catalogue, uids: readonly string[]): SimulatedVersions {
  const compiled = new Map<string, CompiledVersion>();
  const compile = (record: JourneyVersion): CompiledVersion => {
    const known = compiled.get(record.uid);
    if (known) return known;
    const open = { ...record, status: 'live', closedAt: undefined } as const;
    const version = compileVersion(catalogue, open, journeyDocument.parse(record.document));
    compiled.set(record.uid, version);
    return version;
  };
  const chosen = uids.map((uid) => {
    const record = catalogue.versions.get(uid);
    if (!record) throw new RangeError(`there is no version "${uid}"`);
    return compile(record);
  });
  const starts = new Map<Topic, CompiledVersion[]>();
  for (const version of chosen) {
    for (const topic of version.startTopics) starts.set(topic, [...(starts.get(topic) ?? []), version]);
  }
  return {
    chosen,
    startingWith: (topic) => starts.get(topic) ?? NONE,
    find: (uid) => compiled.get(uid),
    begunBy: (event) => chosen.filter(({ run }) => run?.event === event),
    isGone: () => false,
    latest(journey) {
      const own = chosen.find(({ journeyUid, name }) => journeyUid === journey || name === journey);
      const record = own ? undefined : liveRecord(catalogue, journey);
      return record ? compile(record) : own;
    },
  };
}

const NONE: readonly CompiledVersion[] = [];

function liveRecord({ versions }: Catalogue, journey: string): JourneyVersion | undefined {
  for (const record of versions.values()) {
    if ((record.status !== 'live' && record.status !== 'paused') || record.closedAt !== undefined) continue;
    if (record.journeyUid === journey || record.document.name === journey) return record;
  }
  return undefined;
}
