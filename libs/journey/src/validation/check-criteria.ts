import type { ValidationScope } from '../activities/define-activity.js';
import { checkEventNamed } from './check-event-known.js';
import { checkTimeout } from './check-timeout.js';
import type { Issue } from './issue.js';

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
  ];
}
