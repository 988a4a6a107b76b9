import { parse } from '@waystream/expression';
import { type Issue, issue } from '../../validation/issue.js';

interface ExpressionPaths {
  id: string;
  paths: readonly { id: string; expression: string }[];
  otherwise?: unknown;
}

/** Nobody takes a path that is never true, nor anything below one that always is. */
export function checkConstantPaths(node: ExpressionPaths): Issue[] {
  const { paths, otherwise } = node;
  const constants = paths.map(({ expression }) => constantOf(expression));
  const always = constants.indexOf(true);
  const unreachable = paths.flatMap(({ id }, index) => {
    const field = `paths[${index}]`;
    if (always >= 0 && index > always) return [shadowed(node, `the path "${id}"`, field, paths[always]?.id)];
    if (constants[index] !== false) return [];
    return [issue('WARN_UNREACHABLE', `nobody takes the path "${id}": its expression is never true`, node, field)];
  });
  if (always < 0 || !otherwise) return unreachable;
  return [...unreachable, shadowed(node, 'the path for other cases', 'otherwise', paths[always]?.id)];
}

function shadowed(node: { id: string }, what: string, field: string, above = ''): Issue {
  return issue('WARN_UNREACHABLE', `nobody takes ${what}: "${above}" above it is always true`, node, field);
}

function constantOf(text: string): boolean | null {
  const { ast } = parse(text);
  return ast.kind === 'literal' && ast.type === 'boolean' ? ast.value : null;
}
