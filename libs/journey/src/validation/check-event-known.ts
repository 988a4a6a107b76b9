import { didYouMean } from '@waystream/core';
import type { ValidationScope } from '../activities/define-activity.js';
import { type Issue, issue } from './issue.js';

/** The event exists and is about the people that the journey is about. */
export function checkEventKnown(node: { id: string; event: string }, scope: ValidationScope): Issue[] {
  return checkEventNamed(node.event, scope, { activity: node, field: 'event' });
}

/** The same for an event that the document names in some other place. */
export function checkEventNamed(
  event: string,
  { catalogue, document: { namespace } }: ValidationScope,
  { activity, field }: { activity: { id: string } | null; field: string },
): Issue[] {
  const definition = catalogue.events.get(event);
  if (!definition) {
    const hint = didYouMean(event, catalogue.events.keys());
    return [issue('ERR_EVENT_UNKNOWN', `there is no event "${event}"${hint}`, activity, field)];
  }
  if (namespace === undefined || definition.type === 'business' || definition.namespace === namespace) return [];
  const message = `the event "${event}" is keyed by ${definition.namespace}, the journey by ${namespace}; all events of a journey share its namespace`;
  return [issue('ERR_NAMESPACE_MIXED', message, activity, field)];
}
