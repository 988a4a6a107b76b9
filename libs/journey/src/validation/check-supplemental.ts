import type { ValidationScope } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import { type Issue, issue } from './issue.js';

/**
 * Where the entry event tells instances apart by a supplemental identifier, each later event must say which of them it
 * is about. Exit criteria may leave it out: without it they concern all of the person's instances.
 */
export function checkSupplemental({ catalogue, document: { nodes, entry } }: ValidationScope): Issue[] {
  const supplementalOf = (node: (typeof nodes)[number]) => {
    const event = activityOf(node).event?.(node);
    const definition = event === undefined ? undefined : catalogue.events.get(event);
    return definition && { event: definition.name, namespace: definition.supplementalId?.namespace ?? null };
  };
  const first = nodes.find(({ id }) => id === entry);
  const wanted = first && supplementalOf(first);
  if (!wanted || wanted.namespace === null) return [];
  return nodes.flatMap((node) => {
    const found = node.id === entry ? undefined : supplementalOf(node);
    if (!found || found.namespace === wanted.namespace) return [];
    const { event, namespace } = found;
    if (namespace === null) {
      const message = `people are inside once for each ${wanted.namespace}, so the event "${event}" needs a supplemental identifier of that namespace too`;
      return [issue('ERR_SUPPLEMENTAL_MISSING', message, node, 'event')];
    }
    const message = `people are inside once for each ${wanted.namespace}, but the supplemental identifier of the event "${event}" is a ${namespace}; use an event with the same`;
    return [issue('ERR_SUPPLEMENTAL_MIXED', message, node, 'event')];
  });
}
