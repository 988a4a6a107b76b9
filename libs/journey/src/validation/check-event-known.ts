import { didYouMean } from '@waystream/core';
import type { ValidationScope } from '../activities/define-activity.js';
import { type Issue, issue } from './issue.js';

/** The event exists and is about the people that the journey is about. */
export function checkEventKnown(
  node: { id: string; event: string },
  { catalogue, document: { namespace } }: ValidationScope,
): Issue[] {
  const definition = catalogue.events.get(node.event);
  if (!definition) {
    const hint = didYouMean(node.event, catalogue.events.keys());
    return [issue('ERR_EVENT_UNKNOWN', `there is no event "${node.event}"${hint}`, node, 'event')];
  }
  if (namespace === undefined || definition.namespace === namespace) return [];
  const message = `the event "${node.event}" is keyed by ${definition.namespace}, the journey by ${namespace}; all events of a journey share its namespace`;
  return [issue('ERR_NAMESPACE_MIXED', message, node, 'event')];
}
