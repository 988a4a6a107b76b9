import type { Checked } from '../check/checked.js';
import type { ErrorSink, EvaluationContext } from '../evaluation-context.js';
import type { Implementation } from '../functions/function-definition.js';
import type { Value } from '../value/value.js';
import { type Compiled, type CompileNode, constantly, type Evaluate, varying } from './evaluate.js';

/** An implementation as the compiler calls it: arguments that passed the checker, then the context. */
type Apply = (...given: (Value | EvaluationContext)[]) => Value;

/** The checker has converted each argument to what the signature declares, and the compiler passes as many as it takes. */
function asApply(implementation: Implementation): Apply {
  return implementation as Apply;
}

/** A call of constants that reads nothing else is made once; unless it fails, which every evaluation shall record. */
export function compileCall(node: Extract<Checked, { kind: 'call' }>, compile: CompileNode<Checked>): Compiled {
  const { overload, call } = node;
  const args = node.args.map(compile);
  const constants = args.map((arg) => arg.constant);
  const apply = asApply(overload.bind({ ...call, constants }));
  const evaluate = callOf(
    apply,
    args.map((arg) => arg.evaluate),
    overload.absent === 'propagates',
  );
  if (overload.reads === 'context' || constants.includes(undefined)) return varying(evaluate);
  const value = tryBeforehand(apply, constants, overload.absent === 'propagates');
  return value === undefined ? varying(evaluate) : constantly(value);
}

function tryBeforehand(apply: Apply, constants: readonly (Value | undefined)[], strict: boolean): Value | undefined {
  let failed = false;
  const sink: ErrorSink = {
    report() {
      failed = true;
    },
  };
  const values = constants.map((constant) => constant ?? null);
  if (strict && values.includes(null)) return null;
  const value = apply(...values, contextFor(sink));
  return failed ? undefined : value;
}

/** An overload that reads only its arguments uses nothing of the context but the place to record errors. */
function contextFor(sink: ErrorSink): EvaluationContext {
  return sink as EvaluationContext;
}

/** One closure for each number of arguments, so that common calls allocate nothing. */
function callOf(apply: Apply, args: readonly Evaluate[], strict: boolean): Evaluate {
  const [first, second, third] = args;
  if (!first) return (context) => apply(context);
  if (!second)
    return (context, frame) => {
      const one = first(context, frame);
      return strict && one === null ? null : apply(one, context);
    };
  if (!third)
    return (context, frame) => {
      const one = first(context, frame);
      if (strict && one === null) return null;
      const two = second(context, frame);
      return strict && two === null ? null : apply(one, two, context);
    };
  return (context, frame) => {
    const given: (Value | EvaluationContext)[] = [];
    for (const arg of args) {
      const value = arg(context, frame);
      if (strict && value === null) return null;
      given.push(value);
    }
    given.push(context);
    return apply(...given);
  };
}
