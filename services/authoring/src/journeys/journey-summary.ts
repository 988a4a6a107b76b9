import type { JourneyVersion, VersionStatus } from '@waystream/journey';

/** A journey as lists show it: its latest version, and all of them from the first to the latest. */
export interface JourneySummary {
  readonly uid: string;
  readonly name: string;
  readonly versionUid: string;
  readonly version: number;
  readonly status: VersionStatus;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly versions: ReadonlyArray<{ readonly uid: string; readonly version: number; readonly status: VersionStatus }>;
}

/** `versions` are those of one journey, from the first to the latest. */
export function journeySummary(versions: readonly JourneyVersion[], latest: JourneyVersion): JourneySummary {
  return {
    uid: latest.journeyUid,
    name: String(latest.document.name),
    versionUid: latest.uid,
    version: latest.version,
    status: latest.status,
    createdAt: versions[0]?.createdAt ?? latest.createdAt,
    modifiedAt: latest.modifiedAt,
    versions: versions.map(({ uid, version, status }) => ({ uid, version, status })),
  };
}
