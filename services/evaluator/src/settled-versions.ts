import { type LiveVersions, uidOfVersionKey } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/**
 * The versions of a sandbox once everything stored is known here: one that is not found does not run any more, because
 * it was deleted or its test is over, and `gone` hears of it. One that is stored in a form that this release cannot read
 * may well run; whoever stands in it cannot be decided about here.
 */
export function settledVersions(
  versions: LiveVersions,
  { catalogues, sandbox, gone }: { catalogues: Catalogues; sandbox: string; gone: (version: string) => void },
): LiveVersions {
  return {
    ...versions,
    isGone(version) {
      if (catalogues.isLeftOut(sandbox, 'version', uidOfVersionKey(version)))
        throw new RangeError(`the version ${version} is stored in a form that this release cannot read`);
      gone(version);
      return true;
    },
  };
}
