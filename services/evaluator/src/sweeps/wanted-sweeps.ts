import {
  type Input,
  isTestOf,
  type JourneyVersion,
  ownerOfPlace,
  type PersonState,
  versionKey,
} from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/** An operator's order to everyone inside a version, carried out by one look through each partition. */
export interface Sweep {
  /** Names the version and the order: the same order given a second time is another one. */
  readonly key: string;
  /** How many people all partitions together may move in a second; `null` where there is no reason to wait. */
  readonly perSecond: number | null;
  /** What the order means for one person; nothing for most. */
  ordersFor(person: string, state: PersonState): Input[];
}

/**
 * The orders that the versions of all sandboxes stand for now, by key. One that is not there any more need not be
 * finished: a version that is paused again keeps its people.
 */
export function wantedSweeps(catalogues: Pick<Catalogues, 'all'>): Map<string, Sweep> {
  const sweeps = new Map<string, Sweep>();
  for (const { versions } of catalogues.all()) {
    for (const version of versions.values()) {
      for (const sweep of [stopSweep(version), testSweep(version), resumeSweep(version)]) {
        if (sweep) sweeps.set(sweep.key, sweep);
      }
    }
  }
  return sweeps;
}

function stopSweep({ uid, status }: JourneyVersion): Sweep | null {
  if (status !== 'stopped') return null;
  return {
    key: uid,
    perSecond: null,
    ordersFor: (person, { instances }) =>
      instances
        .filter(({ version }) => version === uid)
        .map(({ id, version }): Input => ({ v: 1, id: `${id}.stop`, person, type: 'stop', version })),
  };
}

/** Whoever took part in a test leaves it when it is over, and so does what re-entrance rules and goals remember of it. */
function testSweep(record: JourneyVersion): Sweep | null {
  const { uid, testEndedAt } = record;
  if (testEndedAt === undefined) return null;
  const current = versionKey(record);
  return {
    key: `${uid} test ended ${testEndedAt}`,
    perSecond: null,
    ordersFor(person, { instances, entrances, watches }) {
      const known = [
        ...[...instances, ...watches].map(({ version }) => version),
        ...Object.keys(entrances).map(ownerOfPlace),
      ];
      const over = new Set(known.filter((version) => isTestOf(version, uid) && version !== current));
      return [...over].map((version): Input => ({ v: 1, id: `${version}.stop`, person, type: 'stop', version }));
    },
  };
}

const HOLDS_NOBODY_BACK = new Set<JourneyVersion['status']>(['live', 'closed', 'finished']);

function resumeSweep({ uid, status, resumed }: JourneyVersion): Sweep | null {
  if (!resumed || !HOLDS_NOBODY_BACK.has(status)) return null;
  return {
    key: `${uid} resumed ${resumed.at}`,
    perSecond: resumed.perSecond,
    ordersFor: (person, { instances }) =>
      instances
        .filter(({ version, pause }) => version === uid && pause !== null)
        .slice(0, 1)
        .map(({ version }): Input => ({ v: 1, id: `${version}.resume`, person, type: 'resume', version })),
  };
}
