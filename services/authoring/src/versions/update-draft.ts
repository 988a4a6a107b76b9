import { type JsonObject, toRfc3339 } from '@waystream/core';
import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { draftDocument } from '../journeys/draft-document.js';
import { type FoundVersion, findVersion, nameOfVersion } from './find-version.js';
import { requireStatus } from './lifecycle.js';

/** Replaces the document of a draft. Throws `notFound`, `staleVersion`, `wrongState`, `invalid`. */
export async function updateDraft(
  { configuration, clock, changed }: AuthoringContext,
  sandbox: string,
  uid: string,
  { body, ifMatch }: { body: JsonObject; ifMatch: string | undefined },
): Promise<FoundVersion> {
  const document = draftDocument(body);
  await configuration.change(sandbox, async (_, save) => {
    const { version, revision } = findVersion(configuration, sandbox, uid);
    requireMatch(ifMatch, revision, nameOfVersion(version));
    requireStatus(version, 'change');
    await save({
      kind: 'version',
      key: uid,
      document: { ...version, document, modifiedAt: toRfc3339(clock.now()) },
      expected: { revision },
    });
  });
  changed('version', 'update');
  return findVersion(configuration, sandbox, uid);
}
