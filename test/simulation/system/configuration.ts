import { toRfc3339 } from '@waystream/core';
import {
  type Catalogue,
  createRunningVersions,
  type EditableCatalogue,
  type JourneyDocument,
  type JourneyVersion,
  journeyDocument,
  journeyVersion,
  type RunningVersions,
} from '@waystream/journey';
import { STORY_START_MS } from '@waystream/testing';
import type { SimulatedStory } from '../story.js';

/** The journeys of a story, and what operators do to them. */
export interface Configuration {
  readonly catalogue: EditableCatalogue;
  readonly versions: RunningVersions;
  readonly documents: ReadonlyMap<string, JourneyDocument>;
  /** Changes a version as the authoring service would; an order that the version's state does not allow does nothing. */
  change(uid: string, wanted: JourneyVersion['status']): void;
}

/** So fast that nobody who is released has to wait for it. */
const AT_ONCE_PER_SECOND = 1_000_000;

export function createConfiguration(
  vocabulary: Catalogue,
  { journeys }: Pick<SimulatedStory, 'journeys'>,
): Configuration {
  const catalogue = withVersions(vocabulary);
  const documents = new Map<string, JourneyDocument>();
  const at = toRfc3339(STORY_START_MS);
  for (const [uid, journey] of Object.entries(journeys)) {
    const document = journeyDocument.parse(journey);
    const record = {
      uid,
      journeyUid: `${journey.name}-uid`,
      version: 1,
      status: 'live',
      createdAt: at,
      modifiedAt: at,
    };
    documents.set(uid, document);
    catalogue.set('version', uid, { ...record, document });
  }
  const versions = createRunningVersions(catalogue);
  let orders = 0;
  return {
    catalogue,
    versions,
    documents,
    change(uid, wanted) {
      const record = catalogue.versions.get(uid);
      orders += 1;
      // No two orders are given in the same millisecond.
      const changed = record && changedTo(record, wanted, toRfc3339(STORY_START_MS + orders));
      if (!changed) return;
      catalogue.set('version', uid, changed);
      versions.refresh();
    },
  };
}

/** The same schemas, events and actions, which are costly to prepare, with versions of its own. */
function withVersions(vocabulary: Catalogue): EditableCatalogue {
  const versions = new Map<string, JourneyVersion>();
  return {
    ...vocabulary,
    versions,
    set(kind, name, document) {
      if (kind !== 'version') throw new RangeError('stories change versions only');
      versions.set(name, journeyVersion.parse(document));
    },
  };
}

function changedTo(record: JourneyVersion, wanted: JourneyVersion['status'], at: string): JourneyVersion | null {
  switch (`${record.status} ${wanted}`) {
    case 'live paused':
    case 'live closed':
    case 'live stopped':
    case 'paused stopped':
    case 'closed stopped':
      return { ...record, status: wanted, ...(wanted === 'closed' && { closedAt: at }) };
    case 'paused closed':
      return { ...record, closedAt: at };
    case 'paused live':
      return {
        ...record,
        status: record.closedAt === undefined ? 'live' : 'closed',
        resumed: { at, perSecond: AT_ONCE_PER_SECOND },
      };
    default:
      return null;
  }
}
