import { didYouMean } from '@waystream/core';
import type { Catalogue } from '../catalogue/catalogue.js';
import { variablesOf } from '../definition/action-definition.js';
import { type Issue, issue } from './issue.js';

interface ActionNode {
  id: string;
  action: string;
  parameters: Record<string, string>;
}

/** The part of the address that a journey may add to the action's own. */
const DYNAMIC_PATH = 'path';

/** The action exists, every variable of its payload has a value, and every value has a place. */
export function checkActionParameters(node: ActionNode, catalogue: Catalogue): Issue[] {
  const definition = catalogue.actions.get(node.action);
  if (!definition) {
    const hint = didYouMean(node.action, catalogue.actions.keys());
    return [issue('ERR_ACTION_UNKNOWN', `there is no action "${node.action}"${hint}`, node, 'action')];
  }
  const variables = variablesOf(definition);
  const missing = [...variables].filter(
    ([path, { required }]) => required && !isSentAside(path) && !(path in node.parameters),
  );
  const unknown = Object.keys(node.parameters).filter((path) => path !== DYNAMIC_PATH && !variables.has(path));
  return [
    ...missing.map(([path, { label }]) =>
      issue(
        'ERR_PARAMETER_MISSING',
        `the parameter "${path}" (${label}) of ${node.action} needs a value`,
        node,
        `parameters.${path}`,
      ),
    ),
    ...unknown.map((path) => {
      const hint = didYouMean(path, variables.keys());
      return issue(
        'ERR_PARAMETER_UNKNOWN',
        `${node.action} has no parameter "${path}"${hint}`,
        node,
        `parameters.${path}`,
      );
    }),
  ];
}

/** Headers and query parameters without a value are simply not sent. */
function isSentAside(path: string): boolean {
  return path.startsWith('headers.') || path.startsWith('query.');
}
