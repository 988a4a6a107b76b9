import { parse, references } from '@waystream/expression';
import type { ValidationScope } from '../activities/define-activity.js';
import { checkEventNamed } from './check-event-known.js';
import { checkTimeout } from './check-timeout.js';
import { type Issue, issue } from './issue.js';

/** Exit criteria and goal name events of the journey's people, and a conversion has time to happen. */
export function checkCriteria(scope: ValidationScope): Issue[] {
  const { exitCriteria, goal } = scope.document.properties;
  const exits = exitCriteria.flatMap((criterion, index) => {
    const field = `properties.exitCriteria[${index}].event`;
    return 'event' in criterion ? checkEventNamed(criterion.event, scope, { activity: null, field }) : [];
  });
  if (!goal) return exits;
  return [
    ...exits,
    ...checkEventNamed(goal.event, scope, { activity: null, field: 'properties.goal.event' }),
    ...checkTimeout(null, goal.within, 'properties.goal.within'),
    ...checkCondition(goal),
  ];
}

/** A conversion may come long after the instance has ended, and what it knew is gone then. */
function checkCondition({ event, condition = 'true' }: { event: string; condition?: string | undefined }): Issue[] {
  const { events, actions } = references(parse(condition).ast);
  if (actions.length === 0 && events.every((one) => one.event === event)) return [];
  const message = `reads "${event}" only, because it is judged when the person may have left: no other event, no action`;
  return [issue('ERR_CRITERION_DATA', message, null, 'properties.goal.condition')];
}
