import { didYouMean } from '@waystream/core';
import type { ValidationScope } from '../activities/define-activity.js';
import { type Issue, issue } from './issue.js';

/** The audience exists and is one of the people that the journey is about. `at`: where the document names it. */
export function checkAudienceKnown(
  audience: string,
  { catalogue, document: { namespace } }: ValidationScope,
  { node, field }: { node: { id: string } | null; field: string },
): Issue[] {
  const definition = catalogue.audiences.get(audience);
  if (!definition) {
    const hint = didYouMean(audience, catalogue.audiences.keys());
    return [issue('ERR_AUDIENCE_UNKNOWN', `there is no audience "${audience}"${hint}`, node, field)];
  }
  if (namespace === undefined || definition.namespace === namespace) return [];
  const message = `the audience "${audience}" is of people of namespace ${definition.namespace}, the journey of ${namespace}`;
  return [issue('ERR_NAMESPACE_MIXED', message, node, field)];
}
