import type { Overload } from '../functions/function-definition.js';
import type { Parameter } from '../functions/parameter.js';
import { fieldOf } from '../shape/field-shape.js';
import type { Call, Expression } from '../syntax/expression.js';
import { issueAt } from '../syntax/expression-issue.js';
import type { Value } from '../value/value.js';
import type { Checked } from './checked.js';
import type { Checker } from './checker.js';
import { constantOf } from './constant-of.js';
import { didYouMean } from './suggest.js';

/** Judges what is already known when an expression is saved: zones, units, patterns, audiences, names of fields. */
export function checkConstants(
  checker: Checker,
  name: string,
  overload: Overload,
  args: readonly Checked[],
  node: Call,
): boolean {
  let fine = true;
  for (const [index, parameter] of overload.takes.entries()) {
    const arg = args[index];
    const at = node.args[index] ?? node;
    if (parameter.choices) checker.observe.choice(at.span, asLabels(parameter.choices));
    if (parameter.names) checker.observe.choice(at.span, asLabels(checker.scope.audiences ?? []));
    const list = parameter.fieldOf === undefined ? undefined : args[parameter.fieldOf]?.type;
    if (list?.kind === 'list' && list.of.kind === 'object')
      checker.observe.choice(at.span, asLabels(Object.keys(list.of.fields)));
    const reason = arg && reasonAgainst(checker, name, parameter, arg, at, args);
    if (reason === undefined) continue;
    checker.issues.push(issueAt(at.span, reason));
    fine = false;
  }
  return fine;
}

function asLabels(choices: readonly string[]): Record<string, string> {
  return Object.fromEntries(choices.map((choice) => [choice, choice]));
}

function reasonAgainst(
  checker: Checker,
  name: string,
  parameter: Parameter,
  arg: Checked,
  node: Expression,
  args: readonly Checked[],
): string | undefined {
  const value = constantOf(arg);
  if (parameter.constant && node.kind !== 'missing' && (value === undefined || isNull(node)))
    return `${name}() needs a constant here, written out in quotes`;
  if (value === undefined || value === null) return undefined;
  return (
    tooCostly(checker, parameter, value) ??
    parameter.refuses?.(value) ??
    unknownName(checker, parameter, value) ??
    unknownField(parameter, value, args)
  );
}

/** Adds up what constants cost, before the costly part of judging them. One alone that is too much has its own reason. */
function tooCostly(checker: Checker, { cost }: Parameter, value: Value): string | undefined {
  if (!cost) return undefined;
  const own = cost.of(value);
  if (own > cost.limit) return undefined;
  checker.spent += own;
  return checker.spent > cost.limit ? cost.message : undefined;
}

function isNull(node: Expression): boolean {
  return node.kind === 'literal' && node.value === null;
}

function unknownName(checker: Checker, parameter: Parameter, value: Value): string | undefined {
  const known = parameter.names && checker.scope.audiences;
  if (!known || typeof value !== 'string' || known.includes(value)) return undefined;
  return `there is no ${parameter.names} called ${JSON.stringify(value)}${didYouMean(value, known)}`;
}

function unknownField(parameter: Parameter, value: Value, args: readonly Checked[]): string | undefined {
  const list = parameter.fieldOf === undefined ? undefined : args[parameter.fieldOf]?.type;
  if (list?.kind !== 'list' || list.of.kind !== 'object' || typeof value !== 'string') return undefined;
  if (fieldOf(list.of, value)) return undefined;
  return `its objects have no field ${JSON.stringify(value)}${didYouMean(value, Object.keys(list.of.fields))}`;
}
