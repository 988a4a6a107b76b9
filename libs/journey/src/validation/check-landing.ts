import type { Scope } from '@waystream/expression';
import type { JumpTarget } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import { checkJumpFields } from './check-jump-fields.js';
import { type Issue, type IssueCode, issue } from './issue.js';

/** A jump as the journey has it that people come from; its expressions are meant in the scope of that journey. */
export interface Leap {
  readonly origin: JourneyDocument;
  readonly node: JourneyDocument['nodes'][number];
  readonly jump: JumpTarget;
  readonly scope: Scope;
}

/** Whoever jumps can enter the other journey: it is about the same people, and its first event gets what it needs. */
export function checkLanding(
  catalogue: Catalogue,
  { origin, node, jump, scope }: Leap,
  target: JourneyDocument,
): Issue[] {
  const flaw = (code: IssueCode, message: string) => [issue(code, message, node, 'journey')];
  const name = `"${target.name}"`;
  if (target.namespace !== origin.namespace) {
    const message = `people of ${name} are keyed by ${target.namespace}, those of this journey by ${origin.namespace}`;
    return flaw('ERR_JUMP_NAMESPACE', message);
  }
  const event = entryEvent(catalogue, target);
  if (!event)
    return flaw('ERR_JUMP_ENTRY', `${name} does not start with an event of one person, so nobody can jump there`);
  if (event.supplementalId) {
    return flaw(
      'ERR_JUMP_ENTRY',
      `${name} runs once for each ${event.supplementalId.namespace}, which a jump does not name`,
    );
  }
  return checkJumpFields(catalogue, { node, jump, event, scope });
}

/** The event of one person that a journey starts with. */
function entryEvent({ events }: Catalogue, { nodes, entry }: JourneyDocument) {
  const node = nodes.find(({ id }) => id === entry);
  const name = node && activityOf(node).event?.(node);
  const event = name === undefined ? undefined : events.get(name);
  return event?.type === 'unitary' ? event : undefined;
}
