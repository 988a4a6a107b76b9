import { toRfc3339 } from '@waystream/core';
import type { JourneyVersion } from '@waystream/journey';
import type { AuthoringContext, ChangeVerb } from '../authoring-context.js';
import { requireMatch } from '../configuration/entity-tag.js';
import { type FoundVersion, findVersion, nameOfVersion } from './find-version.js';
import { type LifeVerb, requireStatus } from './lifecycle.js';

/** One step in the life of a version: when it may be taken, and what the version is after it. */
export interface VersionStep {
  readonly verb: LifeVerb & ChangeVerb;
  /** `now` is RFC 3339. The same object means that there is nothing to do. */
  after(version: JourneyVersion, now: string): JourneyVersion;
}

/** Throws `notFound`, `staleVersion`, `wrongState`. */
export async function changeVersion(
  { configuration, clock, changed }: AuthoringContext,
  sandbox: string,
  uid: string,
  { step, ifMatch }: { step: VersionStep; ifMatch: string | undefined },
): Promise<FoundVersion> {
  await configuration.change(sandbox, async (_, save) => {
    const { version, revision } = findVersion(configuration, sandbox, uid);
    requireMatch(ifMatch, revision, nameOfVersion(version));
    requireStatus(version, step.verb);
    const now = toRfc3339(clock.now());
    const after = step.after(version, now);
    if (after === version) return;
    const document = { ...after, modifiedAt: now };
    await save({ kind: 'version', key: uid, document, expected: { revision } });
    changed('version', step.verb);
  });
  return findVersion(configuration, sandbox, uid);
}
