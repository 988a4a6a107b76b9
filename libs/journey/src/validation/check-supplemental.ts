import type { ValidationScope } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import { type Issue, issue } from './issue.js';

/** Where the document names an event; `activity` is `null` for a criterion of the whole journey. */
interface EventUse {
  event: string;
  activity: { id: string } | null;
  field: string;
}

/**
 * Where the entry event tells instances apart by a supplemental identifier, each later event must say which of them it
 * is about. Exit criteria and the goal may leave it out: without it they concern all of the person's instances.
 */
export function checkSupplemental({ catalogue, document }: ValidationScope): Issue[] {
  const namespaceOf = (event: string) => catalogue.events.get(event)?.supplementalId?.namespace ?? null;
  const uses = eventsOfActivities(document);
  const first = uses.find(({ activity }) => activity?.id === document.entry);
  const wanted = first ? namespaceOf(first.event) : null;
  if (wanted === null) return [];
  return [...uses, ...eventsOfCriteria(document)].flatMap(({ event, activity, field }) => {
    const namespace = namespaceOf(event);
    if (!catalogue.events.has(event) || namespace === wanted) return [];
    if (namespace !== null) {
      const message = `people are inside once for each ${wanted}, but the supplemental identifier of the event "${event}" is a ${namespace}; use an event with the same`;
      return [issue('ERR_SUPPLEMENTAL_MIXED', message, activity, field)];
    }
    if (activity === null) return [];
    const message = `people are inside once for each ${wanted}, so the event "${event}" needs a supplemental identifier of that namespace too`;
    return [issue('ERR_SUPPLEMENTAL_MISSING', message, activity, field)];
  });
}

function eventsOfActivities({ nodes }: ValidationScope['document']): EventUse[] {
  return nodes.flatMap((node) => {
    const event = activityOf(node).event?.(node);
    return event === undefined ? [] : [{ event, activity: node, field: 'event' }];
  });
}

function eventsOfCriteria({ properties: { exitCriteria, goal } }: ValidationScope['document']): EventUse[] {
  const exits = exitCriteria.flatMap((criterion, index) => {
    if (!('event' in criterion)) return [];
    return [{ event: criterion.event, activity: null, field: `properties.exitCriteria[${index}].event` }];
  });
  return goal ? [...exits, { event: goal.event, activity: null, field: 'properties.goal.event' }] : exits;
}
