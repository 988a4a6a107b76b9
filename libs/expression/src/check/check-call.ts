import type { CallSite, FunctionDefinition, Overload } from '../functions/function-definition.js';
import { FUNCTIONS, functionNamed } from '../functions/functions.js';
import type { Parameter } from '../functions/parameter.js';
import { type Bindings, bind, instantiate, kindsOf, patternName, UNBOUND } from '../functions/pattern.js';
import { ANY } from '../shape/field-shape.js';
import { typeName } from '../shape/type-name.js';
import type { Call } from '../syntax/expression.js';
import { checkConstants } from './check-constants.js';
import type { Checked } from './checked.js';
import { type Checker, checked, refuse, refused } from './checker.js';
import { constantOf } from './constant-of.js';
import { convertTo, restrictTo } from './convert.js';
import { didYouMean } from './suggest.js';
import { suggestConversion } from './suggest-conversion.js';

export function checkCall(checker: Checker, node: Call): Checked {
  const definition = functionNamed(node.name);
  const args = node.args.map((arg) => checker.check(arg));
  if (!definition) {
    const hint = didYouMean(
      node.name,
      FUNCTIONS.map((known) => known.name),
    );
    return refuse(checker, { span: node.nameSpan }, `there is no function called ${node.name}${hint}`, {
      expected: 'a function',
      found: node.name,
    });
  }
  const found = matchOverload(definition, args);
  if (!found) return refuseArguments(checker, node, definition, args);
  return callOf(checker, node, definition, found.overload, found.bound, args);
}

interface Match {
  readonly overload: Overload;
  readonly bound: Bindings;
  readonly cost: number;
}

/** The signature that takes the arguments with the fewest conversions; the first of equals. */
function matchOverload(definition: FunctionDefinition, args: readonly Checked[]): Match | undefined {
  let best: Match | undefined;
  for (const overload of definition.overloads) {
    const match = matchOne(overload, args);
    if (match && (!best || match.cost < best.cost)) best = match;
  }
  return best;
}

function matchOne(overload: Overload, args: readonly Checked[]): Match | undefined {
  if (overload.takes.length !== args.length) return undefined;
  let bound: Bindings | undefined = UNBOUND;
  let cost = 0;
  for (const [index, parameter] of overload.takes.entries()) {
    const type = args[index]?.type ?? ANY;
    bound = bound && bind(parameter.pattern, type, bound);
    const { pattern } = parameter;
    if (pattern.is === 'type' && pattern.type.kind !== type.kind) cost += 1;
  }
  return bound && { overload, bound, cost };
}

function callOf(
  checker: Checker,
  node: Call,
  definition: FunctionDefinition,
  overload: Overload,
  bound: Bindings,
  given: readonly Checked[],
): Checked {
  const args = overload.takes.map((parameter, index) => fitted(parameter, bound, given[index] ?? refused(node)));
  const call = callSite(node, args);
  if (!checkConstants(checker, definition.name, overload, args, node)) return refused(node);
  const type = overload.gives.is === 'decided' ? overload.gives.by(call) : instantiate(overload.gives, bound);
  if (typeof type === 'string') return refuse(checker, node, type);
  return checked(node, type, { kind: 'call', overload, call, args });
}

/** The argument as the parameter wants it. A type variable that stays unknown still limits the kinds that may come. */
function fitted(parameter: Parameter, bound: Bindings, arg: Checked): Checked {
  const wanted = instantiate(parameter.pattern, bound);
  const converted = convertTo(arg, wanted);
  const kinds = kindsOf(parameter.pattern);
  const unknown = wanted.kind === 'any' || (wanted.kind === 'list' && wanted.of.kind === 'any');
  return kinds && unknown && arg.kind !== 'constant' ? restrictTo(converted, kinds) : converted;
}

function callSite(node: Call, args: readonly Checked[]): CallSite {
  const site = { from: node.span.from, to: node.span.to };
  return {
    types: args.map((arg) => arg.type),
    constants: args.map(constantOf),
    site,
    fail(sink, code, message) {
      sink.report({ code, message, ...site });
      return null;
    },
  };
}

function refuseArguments(
  checker: Checker,
  node: Call,
  definition: FunctionDefinition,
  args: readonly Checked[],
): Checked {
  const sameLength = definition.overloads.filter((overload) => overload.takes.length === args.length);
  const candidates = sameLength.length > 0 ? sameLength : definition.overloads;
  const expected = candidates.map(parametersOf).join(' or ');
  const found = `(${args.map((arg) => typeName(arg.type)).join(', ')})`;
  const wrong = sameLength.length > 0 ? firstMisfit(sameLength, args) : undefined;
  const at = wrong === undefined ? node : (node.args[wrong] ?? node);
  const hint = wrong === undefined ? '' : conversionHint(sameLength, wrong, args, node);
  const message = `${definition.name}() expects ${expected} but got ${found}${hint}`;
  return refuse(checker, at, message, { expected, found });
}

function parametersOf(overload: Overload): string {
  return `(${overload.takes.map((parameter) => patternName(parameter.pattern)).join(', ')})`;
}

/** The argument up to which the most promising signature fits. */
function firstMisfit(overloads: readonly Overload[], args: readonly Checked[]): number {
  const fitting = overloads.map((overload) => {
    let bound: Bindings | undefined = UNBOUND;
    let index = 0;
    for (; index < args.length && bound; index++) {
      const pattern = overload.takes[index]?.pattern;
      bound = pattern && bind(pattern, args[index]?.type ?? ANY, bound);
      if (!bound) return index;
    }
    return index;
  });
  return Math.max(...fitting);
}

function conversionHint(overloads: readonly Overload[], index: number, args: readonly Checked[], node: Call): string {
  const argument = node.args[index];
  const type = args[index]?.type;
  if (!argument || !type) return '';
  const wanted = overloads.flatMap((overload) => {
    const pattern = overload.takes[index]?.pattern;
    return pattern?.is === 'type' ? [pattern.type] : [];
  });
  return suggestConversion(type, wanted, argument);
}
