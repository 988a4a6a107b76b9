import type { Checked } from '../check/checked.js';
import { isNumber } from '../shape/join-types.js';
import { isInteger } from '../value/integer.js';
import { isList, type Value } from '../value/value.js';
import { type Compiled, type CompileNode, constantly, type Evaluate, varying } from './evaluate.js';

type Node<K extends Checked['kind']> = Extract<Checked, { kind: K }>;

export function compileNot(node: Node<'not'>, compile: CompileNode<Checked>): Compiled {
  const { evaluate } = compile(node.operand);
  return varying((context, frame) => {
    const value = evaluate(context, frame);
    return value === null ? null : value !== true;
  });
}

/**
 * `and` and `or` stop at the operand that decides. Among those that do not, `null` says that the answer is not known:
 * `null or true` is true, `null or false` is `null`.
 */
export function compileLogic(node: Node<'logic'>, compile: CompileNode<Checked>): Compiled {
  const operands = node.operands.map((operand) => compile(operand).evaluate);
  const decisive = node.operator === 'or';
  const [first, second] = operands;
  return varying(
    first && second && operands.length === 2 ? logicOfTwo(first, second, decisive) : logicOfMany(operands, decisive),
  );
}

function logicOfTwo(first: Evaluate, second: Evaluate, decisive: boolean): Evaluate {
  return (context, frame) => {
    const one = first(context, frame);
    if (one === decisive) return decisive;
    const other = second(context, frame);
    if (other === decisive) return decisive;
    return one === null || other === null ? null : !decisive;
  };
}

function logicOfMany(operands: readonly Evaluate[], decisive: boolean): Evaluate {
  return (context, frame) => {
    let undecided: Value = !decisive;
    for (const operand of operands) {
      const value = operand(context, frame);
      if (value === decisive) return decisive;
      if (value === null) undecided = null;
    }
    return undecided;
  };
}

export function compileConditional(node: Node<'conditional'>, compile: CompileNode<Checked>): Compiled {
  const condition = compile(node.condition).evaluate;
  const whenTrue = compile(node.whenTrue).evaluate;
  const whenFalse = compile(node.whenFalse).evaluate;
  return varying((context, frame) =>
    condition(context, frame) === true ? whenTrue(context, frame) : whenFalse(context, frame),
  );
}

export function compileList(node: Node<'list'>, compile: CompileNode<Checked>): Compiled {
  const items = node.items.map(compile);
  const constants: Value[] = [];
  for (const { constant } of items) if (constant !== undefined) constants.push(constant);
  if (constants.length === items.length) return constantly(constants);
  return varying((context, frame) => items.map((item) => item.evaluate(context, frame)));
}

export function compileTest(node: Node<'test'>, compile: CompileNode<Checked>): Compiled {
  const { evaluate } = compile(node.operand);
  const holds = testOf(node);
  return varying((context, frame) => holds(evaluate(context, frame)));
}

function testOf({ test, operand }: Node<'test'>): (value: Value) => boolean {
  const { type } = operand;
  const known = type.kind !== 'any';
  switch (test) {
    case 'is null':
      return (value) => value === null;
    case 'is not null':
      return (value) => value !== null;
    case 'has null':
      return (value) => value !== null && isList(value) && value.includes(null);
    case 'is numeric':
      return known ? present(isNumber(type)) : (value) => typeof value === 'number' || typeof value === 'bigint';
    case 'is integer':
      return known ? present(type.kind === 'integer') : isInteger;
    case 'is decimal':
      return known ? present(type.kind === 'decimal') : (value) => typeof value === 'number' && !isInteger(value);
    default:
      return test satisfies never;
  }
}

/** Where the type is known, only an absent value can fail the test of its kind. */
function present(ofKind: boolean): (value: Value) => boolean {
  return ofKind ? (value) => value !== null : () => false;
}
