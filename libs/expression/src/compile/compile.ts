import type { CheckedExpression } from '../check/check.js';
import type { Checked } from '../check/checked.js';
import type { EvaluationContext } from '../evaluation-context.js';
import type { Value } from '../value/value.js';
import { compileArithmetic } from './compile-arithmetic.js';
import { compileCall } from './compile-call.js';
import { compileEquality, compileOrdering } from './compile-comparison.js';
import { compileConditional, compileList, compileLogic, compileNot, compileTest } from './compile-logic.js';
import { compileReference } from './compile-reference.js';
import { type Compiled, constantly, varying } from './evaluate.js';

/** Evaluates an expression. Pure: the same context gives the same value; it never throws for data. */
export type CompiledExpression = (context: EvaluationContext) => Value;

/**
 * Turns a checked expression into a closure, once, so that evaluating it decides nothing twice. Data is walked as deep as
 * it nests; where that exhausts the stack, the value is `null` and the reason recorded, as for all other data.
 */
export function compile(checked: CheckedExpression): CompiledExpression {
  const { evaluate } = compileNode(checked);
  const { from, to } = checked.span;
  return (context) => {
    try {
      return evaluate(context, undefined);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.report({ code: 'range', message: 'the data nests too deep or is too large', from, to });
      return null;
    }
  };
}

function compileNode(node: Checked): Compiled {
  switch (node.kind) {
    case 'constant':
      return constantly(node.value);
    case 'list':
      return compileList(node, compileNode);
    case 'not':
      return compileNot(node, compileNode);
    case 'logic':
      return compileLogic(node, compileNode);
    case 'equality':
      return compileEquality(node, compileNode);
    case 'ordering':
      return compileOrdering(node, compileNode);
    case 'arithmetic':
      return compileArithmetic(node, compileNode);
    case 'test':
      return compileTest(node, compileNode);
    case 'conditional':
      return compileConditional(node, compileNode);
    case 'call':
      return compileCall(node, compileNode);
    case 'conversion': {
      const { evaluate } = compileNode(node.operand);
      const { read, span } = node;
      return varying((context, frame) => read(evaluate(context, frame), context, span));
    }
    case 'reference':
      return compileReference(node, compileNode);
    default:
      return node satisfies never;
  }
}
