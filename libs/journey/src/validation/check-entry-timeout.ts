import type { ValidationScope } from '../activities/define-activity.js';
import { type Issue, issue } from './issue.js';

/** Whoever enters has brought about what the entry would wait for, so its timeout never comes. */
export function checkEntryTimeout(
  node: { id: string; timeout?: object | undefined },
  { document: { entry } }: ValidationScope,
): Issue[] {
  if (node.id !== entry || node.timeout === undefined) return [];
  return [issue('WARN_UNREACHABLE', 'nobody waits at the entry, so its timeout never comes', node, 'timeout')];
}
