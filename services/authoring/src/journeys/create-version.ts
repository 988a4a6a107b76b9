import { AppError, toRfc3339 } from '@waystream/core';
import type { AuthoringContext } from '../authoring-context.js';
import { type FoundVersion, findVersion, latestVersion, nameOfVersion, versionsOf } from '../versions/find-version.js';
import { versionUid } from '../versions/version-uid.js';

/** Begins the next version of a journey as a copy of its latest. Throws `notFound`, `wrongState` while the latest is not published. */
export async function createVersion(
  { configuration, clock, changed }: AuthoringContext,
  sandbox: string,
  journeyUid: string,
): Promise<FoundVersion> {
  const uid = await configuration.change(sandbox, async (catalogue, save) => {
    const latest = latestVersion(catalogue, journeyUid);
    const draft = versionsOf(catalogue, journeyUid).find(({ status }) => status === 'draft' || status === 'test');
    if (draft)
      throw new AppError(
        'wrongState',
        `${nameOfVersion(draft)} is not published yet; change, publish or delete that one`,
      );
    const { revision } = findVersion(configuration, sandbox, latest.uid);
    // Derived from what it follows, so that two gateways asked at the same time cannot both begin one.
    const next = versionUid(journeyUid, latest.uid, revision, 'next');
    const now = toRfc3339(clock.now());
    const version = {
      uid: next,
      journeyUid,
      version: latest.version + 1,
      status: 'draft',
      document: latest.document,
      createdAt: now,
      modifiedAt: now,
    } as const;
    await save({ kind: 'version', key: next, document: version, expected: 'nothing' });
    return next;
  });
  changed('version', 'create');
  return findVersion(configuration, sandbox, uid);
}
