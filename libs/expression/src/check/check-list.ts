import { ANY, BOOLEAN, listOf, type Type } from '../shape/field-shape.js';
import { joinTypes } from '../shape/join-types.js';
import { typeName } from '../shape/type-name.js';
import type { ListLiteral, Test } from '../syntax/expression.js';
import type { Checked } from './checked.js';
import { type Checker, checked, refuse } from './checker.js';
import { convertTo } from './convert.js';

export function checkList(checker: Checker, node: ListLiteral): Checked {
  const items = node.items.map((item) => checker.check(item));
  let of: Type = ANY;
  for (const item of items) {
    const joined = joinTypes(of, item.type);
    if (!joined || joined.kind === 'list') {
      const expected = joined ? 'no list' : typeName(of);
      const found = typeName(item.type);
      const message = `all items of a list have one type: expected ${expected} but got ${found}`;
      return refuse(checker, item, message, { expected, found });
    }
    of = joined;
  }
  const converted = items.map((item) => convertTo(item, of));
  return checked(node, listOf(of), { kind: 'list', items: converted });
}

/** `is …` takes any value; `has null` looks into a list. */
export function checkTest(checker: Checker, node: Test): Checked {
  const operand = checker.check(node.operand);
  if (node.test !== 'has null') return checked(node, BOOLEAN, { kind: 'test', test: node.test, operand });
  const { type } = operand;
  if (type.kind !== 'list' && type.kind !== 'any') {
    const found = typeName(type);
    return refuse(checker, node, `has null needs a list but got ${found}`, { expected: 'a list', found });
  }
  return checked(node, BOOLEAN, { kind: 'test', test: node.test, operand: convertTo(operand, listOf(ANY)) });
}
