import { AppError, toRfc3339 } from '@waystream/core';
import type { Catalogue, JourneyDocument, JourneyVersion } from '@waystream/journey';
import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { examineVersion, type VersionIssue } from './examine-version.js';
import { type FoundVersion, findVersion, nameOfVersion, versionsOf } from './find-version.js';

/**
 * Makes a draft live and closes the version that was live until then, in one write.
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
    if (version.status !== 'draft') {
      const message = `${nameOfVersion(version)} is ${version.status}; only a draft can be published`;
      throw new AppError('wrongState', message);
    }
    requireRoom(catalogue, version, liveJourneys);
    const document = publishable(catalogue, version);
    const now = toRfc3339(clock.now());
    const live = { ...version, document, status: 'live', publishedAt: now, modifiedAt: now } as const;
    const former = versionsOf(catalogue, version.journeyUid).filter(({ status }) => status === 'live');
    await save(
      { kind: 'version', key: uid, document: live, expected: { revision } },
      ...former.map((one) => ({
        kind: 'version' as const,
        key: one.uid,
        document: { ...one, status: 'closed' as const, modifiedAt: now },
        expected: { revision: findVersion(configuration, sandbox, one.uid).revision },
      })),
    );
  });
  changed('version', 'publish');
  return findVersion(configuration, sandbox, uid);
}

function publishable(catalogue: Catalogue, version: JourneyVersion): JourneyDocument {
  const { errors, document } = examineVersion(catalogue, version);
  const [first] = errors;
  if (!first && document) return document;
  const flaws = errors.map((issue) => ({ ...issue, path: placeOf(issue) }));
  const place = first ? `${placeOf(first)}: ${first.message}` : 'the document cannot be read';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new AppError('invalid', `${nameOfVersion(version)} cannot be published: ${place}${more}`, { flaws });
}

/** `activity/field`, or the field of the journey itself. */
function placeOf({ activity, field }: VersionIssue): string {
  return [activity, field].filter((part) => part !== null).join('/');
}

function requireRoom({ versions }: Catalogue, { journeyUid }: JourneyVersion, liveJourneys: number): void {
  const live = new Set([...versions.values()].flatMap((one) => (one.status === 'live' ? [one.journeyUid] : [])));
  if (live.has(journeyUid) || live.size < liveJourneys) return;
  const message = `${live.size} journeys are live, as many as are allowed; close or stop one, or raise WAYSTREAM_AUTHORING_LIVE_JOURNEYS`;
  throw new AppError('wrongState', message);
}
