import { AppError, toRfc3339 } from '@waystream/core';
import { type Catalogue, isOpen, type JourneyVersion } from '@waystream/journey';
import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { closed } from './close-version.js';
import { type FoundVersion, findVersion, nameOfVersion, versionsOf } from './find-version.js';
import { requireStatus } from './lifecycle.js';
import { requireValid } from './require-valid.js';
import { endTest } from './test-version.js';

/**
 * Makes a draft live, ending its test, and closes the version that people entered until then, in one write. If that one
 * is paused it stays so: whoever it keeps is released when somebody resumes it, and new people enter the new version.
 * Throws `notFound`, `staleVersion`, `wrongState`, `invalid`.
 */
export async function publishVersion(
  { configuration, clock, changed }: AuthoringContext,
  sandbox: string,
  uid: string,
  { ifMatch, liveJourneys }: { ifMatch: string | undefined; liveJourneys: number },
): Promise<FoundVersion> {
  await configuration.change(sandbox, async (catalogue, save) => {
    const { version, revision } = findVersion(configuration, sandbox, uid);
    requireMatch(ifMatch, revision, nameOfVersion(version));
    requireStatus(version, 'publish');
    requireRoom(catalogue, version, liveJourneys);
    const document = requireValid(catalogue, version, 'published');
    const now = toRfc3339(clock.now());
    const live = { ...endTest(version, now), document, status: 'live', publishedAt: now, modifiedAt: now } as const;
    const former = versionsOf(catalogue, version.journeyUid).filter(isOpen);
    await save(
      { kind: 'version', key: uid, document: live, expected: { revision } },
      ...former.map((one) => ({
        kind: 'version' as const,
        key: one.uid,
        document: { ...closed(one, now), modifiedAt: now },
        expected: { revision: findVersion(configuration, sandbox, one.uid).revision },
      })),
    );
  });
  changed('version', 'publish');
  return findVersion(configuration, sandbox, uid);
}

function requireRoom({ versions }: Catalogue, { journeyUid }: JourneyVersion, liveJourneys: number): void {
  const live = new Set([...versions.values()].flatMap((one) => (isOpen(one) ? [one.journeyUid] : [])));
  if (live.has(journeyUid) || live.size < liveJourneys) return;
  const message = `${live.size} journeys are live, as many as are allowed; close or stop one, or raise WAYSTREAM_AUTHORING_LIVE_JOURNEYS`;
  throw new AppError('wrongState', message);
}
