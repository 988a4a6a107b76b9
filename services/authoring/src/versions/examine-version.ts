import {
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
  const validation = validateVersion(catalogue, version.document);
  const former = versionsOf(catalogue, version.journeyUid).findLast(
    ({ uid, status }) => uid !== version.uid && status !== 'draft',
  );
  if (!former || !validation.document) return validation;
  const changed = brokenPromises(journeyDocument.parse(former.document), validation.document);
  return { ...validation, errors: [...validation.errors, ...changed] };
}

/** People who come back go on where the version before had them, so versions share what decides about entering. */
function brokenPromises(former: JourneyDocument, next: JourneyDocument): VersionIssue[] {
  const issues: VersionIssue[] = [];
  const refuse = (code: string, field: string, message: string) =>
    issues.push({ code, field, activity: null, message: `${message}; versions of a journey share it` });
  if (former.namespace !== next.namespace)
    refuse('ERR_NAMESPACE_CHANGED', 'namespace', `the namespace was ${former.namespace} and is ${next.namespace}`);
  const [was, is] = [entryTypeOf(former), entryTypeOf(next)];
  if (was !== is) refuse('ERR_ENTRY_CHANGED', 'entry', `the journey started with "${was}" and now starts with "${is}"`);
  const [before, now] = [former.properties.reentrance, next.properties.reentrance];
  if (before.allowed !== now.allowed || before.waitPeriod !== now.waitPeriod)
    refuse('ERR_REENTRANCE_CHANGED', 'properties.reentrance', 'the re-entrance rule is another one than before');
  return issues;
}

function entryTypeOf({ nodes, entry }: JourneyDocument): string | undefined {
  return nodes.find(({ id }) => id === entry)?.type;
}
