import type { Binary, Expression, Parameter, PathStep } from './expression.js';
import { JOURNEY_SOURCE } from './parse-reference.js';
import { leadingName, parameterName, quote } from './quote.js';

/** Widest line before a chain of conditions or an if is broken over several. */
const WIDTH = 100;
const INDENT = '  ';

/**
 * The canonical text of a tree: single spaces, only the parentheses that are needed, double quotes. Reading it gives a
 * tree with the same text again. Long conditions are broken at `and` and `or`, long ifs at `then` and `else`.
 */
export function format(ast: Expression): string {
  const flat = flatten(ast);
  return flat.length <= WIDTH ? flat : broken(ast, '');
}

/** How strongly an expression holds together; what binds weaker than its place demands gets parentheses. */
const STRENGTH: Readonly<Record<Binary['operator'], number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '>': 4,
  '>=': 4,
  '<': 4,
  '<=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const NOT = 3;
const TEST = 4;
const NEGATION = 7;
const PRIMARY = 8;

function strengthOf(node: Expression): number {
  if (node.kind === 'binary') return STRENGTH[node.operator];
  if (node.kind === 'unary') return node.operator === 'not' ? NOT : NEGATION;
  return node.kind === 'test' ? TEST : PRIMARY;
}

function within(node: Expression, strength: number): string {
  const text = flatten(node);
  return strengthOf(node) < strength ? `(${text})` : text;
}

function flatten(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.type === 'string'
        ? quote(node.value)
        : node.type === 'decimal'
          ? decimal(node.value)
          : String(node.value);
    case 'list':
      return `[${node.items.map(flatten).join(', ')}]`;
    case 'unary':
      return node.operator === 'not' ? `not ${within(node.operand, NOT)}` : `-${negated(node.operand)}`;
    case 'binary': {
      const strength = STRENGTH[node.operator];
      return `${within(node.left, strength)} ${node.operator} ${within(node.right, strength + 1)}`;
    }
    case 'test':
      return `${within(node.operand, TEST)} ${node.test}`;
    case 'conditional':
      return `if (${flatten(node.condition)}) then (${flatten(node.whenTrue)}) else (${flatten(node.whenFalse)})`;
    case 'call':
      return `${node.name}(${node.args.map(flatten).join(', ')})`;
    case 'element':
      return node.name + pathText(node.path);
    case 'member':
      return memberText(node.object) + pathText(node.path);
    case 'missing':
      return '';
    case 'event':
      return `@{${leadingName(node.event.text)}${pathText(node.path)}${defaultText(node.defaultValue)}}`;
    case 'action':
      return `@action{${leadingName(node.action.text)}${pathText(node.path)}${defaultText(node.defaultValue)}}`;
    case 'journey':
      return `#{${JOURNEY_SOURCE}.${leadingName(node.property.text)}${defaultText(node.defaultValue)}}`;
    case 'dataSource': {
      const names = `${leadingName(node.source.text)}.${leadingName(node.fieldGroup.text)}`;
      return `#{${names}${pathText(node.path)}${paramsText(node.params)}${defaultText(node.defaultValue)}}`;
    }
    default:
      return node satisfies never;
  }
}

/** A minus that touches a number would become part of it. */
function negated(node: Expression): string {
  const isNumber = node.kind === 'literal' && (node.type === 'integer' || node.type === 'decimal');
  return isNumber && node.value >= 0 ? `(${flatten(node)})` : within(node, NEGATION);
}

/** A literal takes no path, and a negative one would swallow the sign. */
function memberText(node: Expression): string {
  return node.kind === 'literal' ? `(${flatten(node)})` : within(node, PRIMARY);
}

/** Always with a point, so that it is read as a decimal again; never with an exponent, which the language lacks. */
function decimal(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits.includes('.') ? digits : `${digits}.0`;
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const shift = Number(exponent);
  if (shift > 0) return `${sign}${whole}${fraction.padEnd(shift, '0')}.0`;
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
}

function defaultText(value: Expression | undefined): string {
  return value ? `, defaultValue: ${flatten(value)}` : '';
}

function paramsText(params: readonly Parameter[] | undefined): string {
  if (!params) return '';
  return `, params: {${params.map(({ name, value }) => `${parameterName(name.text)}: ${flatten(value)}`).join(', ')}}`;
}

function pathText(path: readonly PathStep[]): string {
  return path.map((step) => `.${stepText(step)}`).join('');
}

function stepText(step: PathStep): string {
  switch (step.kind) {
    case 'field':
      return leadingName(step.name);
    case 'all':
    case 'first':
    case 'last':
      return `${step.kind}(${step.condition ? flatten(step.condition) : ''})`;
    case 'at':
      return `at(${flatten(step.index)})`;
    case 'entry':
      return `entry(${flatten(step.key)})`;
    case 'firstEntryKey':
    case 'keys':
    case 'values':
      return `${step.kind}()`;
    default:
      return step satisfies never;
  }
}

function broken(node: Expression, indent: string): string {
  const flat = flatten(node);
  if (indent.length + flat.length <= WIDTH) return flat;
  if (node.kind === 'binary' && (node.operator === 'and' || node.operator === 'or')) {
    const strength = STRENGTH[node.operator];
    return chain(node, node.operator)
      .map((operand) => (strengthOf(operand) <= strength ? inParentheses(operand, indent) : broken(operand, indent)))
      .join(`\n${indent}${node.operator} `);
  }
  if (node.kind === 'conditional') {
    const [condition, then, otherwise] = [node.condition, node.whenTrue, node.whenFalse].map((part) =>
      inParentheses(part, indent),
    );
    return `if ${condition}\n${indent}then ${then}\n${indent}else ${otherwise}`;
  }
  return flat;
}

function inParentheses(node: Expression, indent: string): string {
  return `(${broken(node, indent + INDENT)})`;
}

/** The operands of an operator that follows itself, read from the left. */
function chain(node: Expression, operator: Binary['operator']): Expression[] {
  const operands: Expression[] = [];
  let left = node;
  while (left.kind === 'binary' && left.operator === operator) {
    operands.unshift(left.right);
    left = left.left;
  }
  return [left, ...operands];
}
