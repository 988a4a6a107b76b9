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
  const { events, actions, journeyProperties } = references(parse(condition).ast);
  const flaw = (message: string) => [issue('ERR_CRITERION_DATA', message, null, 'properties.goal.condition')];
  if (actions.length > 0 || events.some((one) => one.event !== event)) {
    return flaw(`reads "${event}" only, because it is judged when the person may have left: no other event, no action`);
  }
  const passing = journeyProperties.find((name) => OF_A_STEP.test(name));
  if (passing === undefined) return [];
  return flaw(`cannot read "${passing}", because it is judged when the person may have left: they are at no activity`);
}

/** Journey properties that tell where somebody is or what happened there, and not who entered what. */
const OF_A_STEP = /^(current|previous|last)/;
