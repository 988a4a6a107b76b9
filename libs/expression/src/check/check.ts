import { BOOLEAN, DATE_TIME, DATE_TIME_ONLY, DECIMAL, INTEGER, STRING, type Type } from '../shape/field-shape.js';
import { fits } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { Expression } from '../syntax/expression.js';
import { type ExpressionIssue, MAX_ISSUES } from '../syntax/expression-issue.js';
import { checkNegation } from './check-arithmetic.js';
import { checkBinary } from './check-binary.js';
import { checkCall } from './check-call.js';
import { checkList, checkTest } from './check-list.js';
import { checkConditional, checkNot } from './check-logic.js';
import {
  checkAction,
  checkDataSource,
  checkElement,
  checkEvent,
  checkJourney,
  checkMember,
} from './check-reference.js';
import type { Checked } from './checked.js';
import { type Checker, type Observer, refuse, refused } from './checker.js';
import { convertTo } from './convert.js';
import type { Scope } from './scope.js';
import { suggestConversion } from './suggest-conversion.js';

/** An expression that passed the check, ready to be compiled. */
export type CheckedExpression = Checked;

/** The types an expression may have by its place. A key may be a number, which is then written as text. */
export const RESULT_TYPES: Readonly<Record<'condition' | 'wait' | 'key', readonly Type[]>> = {
  condition: [BOOLEAN],
  wait: [DATE_TIME_ONLY, DATE_TIME],
  key: [STRING, INTEGER, DECIMAL],
};

const ignore = () => undefined;
const INDIFFERENT: Observer = { name: ignore, field: ignore, choice: ignore, params: ignore, element: ignore };

/**
 * Finds the type of an expression and everything in it that is not defined in the scope. `checked` is what `compile`
 * takes, and is there only without issues. `expects` names the types that the place allows; an integer does for a decimal.
 */
export function check(
  ast: Expression,
  scope: Scope,
  expects?: Type | readonly Type[],
): { type: Type; issues: ExpressionIssue[]; checked: CheckedExpression | undefined } {
  const { type, issues, checked } = checkObserved(ast, scope, INDIFFERENT, expects);
  return { type, issues, checked: issues.length === 0 ? checked : undefined };
}

/** As `check`, telling an observer what may stand where. */
export function checkObserved(
  ast: Expression,
  scope: Scope,
  observe: Observer,
  expects?: Type | readonly Type[],
): { type: Type; issues: ExpressionIssue[]; checked: Checked } {
  const issues: ExpressionIssue[] = [];
  const checker: Checker = { scope, issues, frames: [], observe, spent: 0, check: (node) => checkNode(checker, node) };
  const result = checker.check(ast);
  const wanted = expects === undefined ? [] : 'kind' in expects ? [expects] : expects;
  const checked = wanted.length > 0 && ast.kind !== 'missing' ? expectType(checker, ast, result, wanted) : result;
  return { type: checked.type, issues, checked };
}

function expectType(checker: Checker, ast: Expression, result: Checked, wanted: readonly Type[]): Checked {
  const goal =
    wanted.find((type) => type.kind === result.type.kind && fits(result.type, type)) ??
    wanted.find((type) => fits(result.type, type));
  if (goal) return convertTo(result, goal);
  const expected = wanted.map(typeName).join(' or ');
  const found = typeName(result.type);
  const hint = suggestConversion(result.type, wanted, ast);
  return refuse(checker, ast, `expected ${expected} but the expression is ${found}${hint}`, { expected, found });
}

function checkNode(checker: Checker, node: Expression): Checked {
  if (checker.issues.length >= MAX_ISSUES) return refused(node);
  switch (node.kind) {
    case 'missing':
      return refused(node);
    case 'literal': {
      const type: Type = node.type === 'null' ? { kind: 'any' } : { kind: node.type };
      return { kind: 'constant', type, value: node.value, span: node.span };
    }
    case 'list':
      return checkList(checker, node);
    case 'unary':
      return node.operator === 'not' ? checkNot(checker, node) : checkNegation(checker, node);
    case 'binary':
      return checkBinary(checker, node);
    case 'test':
      return checkTest(checker, node);
    case 'conditional':
      return checkConditional(checker, node);
    case 'call':
      return checkCall(checker, node);
    case 'event':
      return checkEvent(checker, node);
    case 'dataSource':
      return checkDataSource(checker, node);
    case 'action':
      return checkAction(checker, node);
    case 'journey':
      return checkJourney(checker, node);
    case 'element':
      return checkElement(checker, node);
    case 'member':
      return checkMember(checker, node);
    default:
      return node satisfies never;
  }
}
