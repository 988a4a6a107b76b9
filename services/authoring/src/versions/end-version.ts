import { AppError, toRfc3339 } from '@waystream/core';
import type { VersionStatus } from '@waystream/journey';
import type { AuthoringContext } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { type FoundVersion, findVersion, nameOfVersion } from './find-version.js';

/** A way to end a version: `close` lets those inside finish, `stop` takes them out. */
export interface Ending {
  readonly verb: 'close' | 'stop';
  readonly from: readonly VersionStatus[];
  readonly to: VersionStatus;
}

export const CLOSE: Ending = { verb: 'close', from: ['live'], to: 'closed' };
export const STOP: Ending = { verb: 'stop', from: ['live', 'closed'], to: 'stopped' };

/** Throws `notFound`, `staleVersion`, `wrongState`. */
export async function endVersion(
  { configuration, clock, changed }: AuthoringContext,
  sandbox: string,
  uid: string,
  { ending, ifMatch }: { ending: Ending; ifMatch: string | undefined },
): Promise<FoundVersion> {
  const { verb, from, to } = ending;
  await configuration.change(sandbox, async (_, save) => {
    const { version, revision } = findVersion(configuration, sandbox, uid);
    requireMatch(ifMatch, revision, nameOfVersion(version));
    if (!from.includes(version.status)) {
      const message = `${nameOfVersion(version)} is ${version.status}; only one that is ${from.join(' or ')} can be ${to}`;
      throw new AppError('wrongState', message);
    }
    const now = toRfc3339(clock.now());
    const ended = to === 'stopped' ? { endedAt: now } : {};
    await save({
      kind: 'version',
      key: uid,
      document: { ...version, ...ended, status: to, modifiedAt: now },
      expected: { revision },
    });
  });
  changed('version', verb);
  return findVersion(configuration, sandbox, uid);
}
