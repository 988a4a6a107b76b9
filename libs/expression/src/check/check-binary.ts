import type { Binary } from '../syntax/expression.js';
import { checkArithmetic } from './check-arithmetic.js';
import { checkEquality, checkOrdering } from './check-comparison.js';
import { checkLogic } from './check-logic.js';
import type { Checked } from './checked.js';
import type { Checker } from './checker.js';

export function checkBinary(checker: Checker, node: Binary): Checked {
  switch (node.operator) {
    case 'and':
    case 'or':
      return checkLogic(checker, node, node.operator);
    case '==':
    case '!=':
      return checkEquality(checker, node);
    case '>':
    case '>=':
    case '<':
    case '<=':
      return checkOrdering(checker, node, node.operator);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return checkArithmetic(checker, node, node.operator);
    default:
      return node.operator satisfies never;
  }
}
