import { type JsonObject, toRfc3339 } from '@waystream/core';
import type { AuthoringContext } from '../authoring-context.js';
import { type FoundVersion, findVersion } from '../versions/find-version.js';
import { versionUid } from '../versions/version-uid.js';
import { draftDocument } from './draft-document.js';

/** Begins a journey: a draft, version 1. Throws `invalid`. */
export async function createJourney(
  { configuration, clock, newId, changed }: AuthoringContext,
  sandbox: string,
  body: JsonObject,
): Promise<FoundVersion> {
  const document = draftDocument(body);
  const uid = versionUid(newId());
  const now = toRfc3339(clock.now());
  const version = {
    uid,
    journeyUid: newId(),
    version: 1,
    status: 'draft',
    document,
    createdAt: now,
    modifiedAt: now,
  } as const;
  await configuration.change(sandbox, (_, save) =>
    save({ kind: 'version', key: uid, document: version, expected: 'nothing' }),
  );
  changed('journey', 'create');
  return findVersion(configuration, sandbox, uid);
}
