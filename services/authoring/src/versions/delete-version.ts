import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { findVersion, nameOfVersion } from './find-version.js';
import { requireStatus } from './lifecycle.js';

/** Removes a version that nobody is or can come inside of. Throws `notFound`, `staleVersion`, `wrongState`. */
export async function deleteVersion(
  { configuration, changed }: AuthoringContext,
  sandbox: string,
  uid: string,
  ifMatch: string | undefined,
): Promise<void> {
  await configuration.change(sandbox, async (_, save) => {
    const { version, revision } = findVersion(configuration, sandbox, uid);
    requireMatch(ifMatch, revision, nameOfVersion(version));
    requireStatus(version, 'delete');
    await save({ kind: 'version', key: uid, document: null, expected: { revision } });
  });
  changed('version', 'delete');
}
