import {
  activityOf,
  audienceRunOf,
  type Catalogue,
  type Issue,
  type JourneyDocument,
  type JourneyVersion,
  journeyDocument,
  type Validation,
  validateVersion,
} from '@waystream/journey';
import { versionsOf } from './find-version.js';

/** A flaw of validation, or one that only shows beside the version before. */
export type VersionIssue = Omit<Issue, 'code'> & { readonly code: string };

/** Everything that keeps a version from being published: its own flaws, and what a new version may not change. */
export function examineVersion(
  catalogue: Catalogue,
  version: JourneyVersion,
): Omit<Validation, 'errors'> & { errors: VersionIssue[] } {
  const validation = validateVersion(catalogue, version.document, version.journeyUid);
  const former = versionsOf(catalogue, version.journeyUid).findLast(
    ({ uid, status }) => uid !== version.uid && status !== 'draft' && status !== 'test',
  );
  if (!former || !validation.document) return validation;
  const changed = brokenPromises(catalogue, journeyDocument.parse(former.document), validation.document);
  return { ...validation, errors: [...validation.errors, ...changed] };
}

/** People who come back go on where the version before had them, so versions share what decides about entering. */
function brokenPromises(catalogue: Catalogue, former: JourneyDocument, next: JourneyDocument): VersionIssue[] {
  const issues: VersionIssue[] = [];
  const refuse = (code: string, field: string, message: string) =>
    issues.push({ code, field, activity: null, message: `${message}; versions of a journey share it` });
  if (former.namespace !== next.namespace)
    refuse('ERR_NAMESPACE_CHANGED', 'namespace', `the namespace was ${former.namespace} and is ${next.namespace}`);
  const [was, is] = [entryOf(catalogue, former), entryOf(catalogue, next)];
  if (was.type !== is.type)
    refuse('ERR_ENTRY_CHANGED', 'entry', `the journey started with "${was.type}" and now starts with "${is.type}"`);
  else if (was.audience !== is.audience)
    refuse(
      'ERR_AUDIENCE_CHANGED',
      'entry',
      `the journey started with ${named(was.audience)} and now starts with ${named(is.audience)}`,
    );
  const [before, now] = [former.properties.reentrance, next.properties.reentrance];
  if (before.allowed !== now.allowed || before.waitPeriod !== now.waitPeriod)
    refuse('ERR_REENTRANCE_CHANGED', 'properties.reentrance', 'the re-entrance rule is another one than before');
  return issues;
}

function named(audience: string | undefined): string {
  return audience === undefined ? 'no audience' : `the audience "${audience}"`;
}

/** The kind of activity that people enter at, and the audience that they enter or are read from. */
function entryOf(
  catalogue: Catalogue,
  { nodes, entry }: JourneyDocument,
): { type: string | undefined; audience: string | undefined } {
  const node = nodes.find(({ id }) => id === entry);
  const run = audienceRunOf(catalogue, { nodes, entry });
  return { type: node?.type, audience: run?.audience ?? (node && activityOf(node).audience?.(node)) };
}
