import type { Expression, PathStep } from './expression.js';

/** The expressions directly inside a node, in the order of the text. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'literal':
    case 'missing':
      return [];
    case 'list':
      return node.items;
    case 'unary':
    case 'test':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'call':
      return node.args;
    case 'journey':
      return node.defaultValue ? [node.defaultValue] : [];
    case 'element':
      return node.path.flatMap(stepExpressions);
    case 'member':
      return [node.object, ...node.path.flatMap(stepExpressions)];
    case 'event':
    case 'action':
      return [...node.path.flatMap(stepExpressions), ...(node.defaultValue ? [node.defaultValue] : [])];
    case 'dataSource':
      return [
        ...node.path.flatMap(stepExpressions),
        ...(node.params ?? []).map((parameter) => parameter.value),
        ...(node.defaultValue ? [node.defaultValue] : []),
      ];
    default:
      return node satisfies never;
  }
}

function stepExpressions(step: PathStep): readonly Expression[] {
  switch (step.kind) {
    case 'all':
    case 'first':
    case 'last':
      return step.condition ? [step.condition] : [];
    case 'at':
      return [step.index];
    case 'entry':
      return [step.key];
    case 'field':
    case 'firstEntryKey':
    case 'keys':
    case 'values':
      return [];
    default:
      return step satisfies never;
  }
}

/** Nodes on the longest way from the root, counted up to one more than `limit`, without recursion. */
export function depthOf(root: Expression, limit: number): number {
  let depth = 0;
  let level: readonly Expression[] = [root];
  while (level.length > 0 && depth <= limit) {
    depth += 1;
    level = level.flatMap(childrenOf);
  }
  return depth;
}
