import type { ValidationScope } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import { audienceRunOf } from '../compile/audience-run.js';
import { checkAudienceKnown } from './check-audience-known.js';
import { type Issue, issue } from './issue.js';

/** What the journey as a whole has to do with audiences: how runs over them begin, and who leaves for them. */
export function checkAudiences(scope: ValidationScope): Issue[] {
  return [...checkRuns(scope), ...checkBusinessEvents(scope), ...checkCriteria(scope)];
}

/** A run over an audience stands at the beginning, where nobody is inside yet. */
function checkRuns({ catalogue, document }: ValidationScope): Issue[] {
  const brings = audienceRunOf(catalogue, document)?.node;
  return document.nodes
    .filter((node) => activityOf(node).run && node.id !== brings && node.id !== document.entry)
    .map((node) =>
      issue(
        'ERR_RUN_PLACE',
        'an audience can only be read at the entry of the journey, or right after the business event that is its entry',
        node,
        'type',
      ),
    );
}

function checkBusinessEvents(scope: ValidationScope): Issue[] {
  const { catalogue, document } = scope;
  return document.nodes.flatMap((node) => {
    const event = activityOf(node).event?.(node);
    if (event === undefined || catalogue.events.get(event)?.type !== 'business') return [];
    if (node.id !== document.entry) {
      const message = `"${event}" is a business event, which is about no person; it can only be the entry of a journey`;
      return [issue('ERR_BUSINESS_EVENT', message, node, 'event')];
    }
    if (audienceRunOf(catalogue, document)) return [];
    const message = `"${event}" is a business event: the activity after it must read the audience that it concerns`;
    return [issue('ERR_BUSINESS_EVENT', message, node, 'next')];
  });
}

/** Nobody leaves for an audience that does not exist, nor for something that happens to no person. */
function checkCriteria(scope: ValidationScope): Issue[] {
  const { exitCriteria, goal } = scope.document.properties;
  const exits = exitCriteria.flatMap((criterion, index) => {
    const field = `properties.exitCriteria[${index}]`;
    return 'audience' in criterion
      ? checkAudienceKnown(criterion.audience, scope, { node: null, field: `${field}.audience` })
      : checkPersonal(criterion.event, scope, `${field}.event`);
  });
  return [...exits, ...(goal ? checkPersonal(goal.event, scope, 'properties.goal.event') : [])];
}

function checkPersonal(event: string, { catalogue }: ValidationScope, field: string): Issue[] {
  if (catalogue.events.get(event)?.type !== 'business') return [];
  const message = `"${event}" is a business event, which is about no person; nobody can send it`;
  return [issue('ERR_BUSINESS_EVENT', message, null, field)];
}
