import type { ErrorSink, EvaluationContext, EvaluationErrorCode } from '../evaluation-context.js';
import type { Type } from '../shape/field-shape.js';
import type { Site } from '../value/read-value.js';
import type { Value } from '../value/value.js';
import type { Parameter } from './parameter.js';
import { type Pattern, patternName } from './pattern.js';

export type FunctionGroup = 'aggregation' | 'conversion' | 'date' | 'list' | 'maths' | 'string' | 'audience';

/** A function of the language. It answers for itself: nothing else in the library knows its name. */
export interface FunctionDefinition {
  readonly name: string;
  readonly group: FunctionGroup;
  /** One sentence for the editor and the documentation, including what it does with `null`. */
  readonly description: string;
  readonly example: { readonly expression: string; readonly value: string };
  readonly overloads: readonly Overload[];
}

/** What is known of one call when the expression is checked. */
export interface CallSite {
  /** Types of the arguments after conversion. */
  readonly types: readonly Type[];
  /** Values of the arguments that are constants. */
  readonly constants: readonly (Value | undefined)[];
  readonly site: Site;
  /** Records why the result is `null`, and is that `null`. */
  fail(sink: ErrorSink, code: EvaluationErrorCode, message: string): null;
}

/** Evaluates a call: the arguments, then the context, which is also the place to record errors. */
export type Implementation = (...given: never) => Value;

/** The type of the result, or how the arguments decide it; words instead say why these arguments make none. */
export type ResultRule =
  | Pattern
  | { readonly is: 'decided'; readonly name: string; readonly by: (call: CallSite) => Type | string };

/** One signature of a function. `absent`: a `null` argument makes the result `null`, or the implementation deals with it. */
export interface Overload {
  readonly takes: readonly Parameter[];
  readonly gives: ResultRule;
  readonly absent: 'propagates' | 'handled';
  /** Whether the value depends on more than the arguments, so that it cannot be known beforehand. */
  readonly reads: 'arguments' | 'context';
  /** Called once when the expression is compiled. */
  readonly bind: (call: CallSite) => Implementation;
}

type Present<P extends readonly Parameter[]> = {
  -readonly [K in keyof P]: P[K] extends Parameter<infer V> ? V : never;
};
type Nullable<P extends readonly Parameter[]> = {
  -readonly [K in keyof P]: P[K] extends Parameter<infer V> ? V | null : never;
};
type Bind<Values extends readonly unknown[], From> = (call: CallSite) => (...given: [...Values, From]) => Value;

/** A signature whose result is `null` as soon as an argument is. */
export function whenPresent<const P extends readonly Parameter[]>(
  takes: P,
  gives: ResultRule,
  bind: Bind<Present<P>, ErrorSink>,
): Overload {
  return { takes, gives, absent: 'propagates', reads: 'arguments', bind };
}

/** A signature with its own rule for `null` arguments. */
export function evenAbsent<const P extends readonly Parameter[]>(
  takes: P,
  gives: ResultRule,
  bind: Bind<Nullable<P>, ErrorSink>,
): Overload {
  return { takes, gives, absent: 'handled', reads: 'arguments', bind };
}

/** A signature that also reads time, chance or audiences; `null` as soon as an argument is. */
export function inContext<const P extends readonly Parameter[]>(
  takes: P,
  gives: ResultRule,
  bind: Bind<Present<P>, EvaluationContext>,
): Overload {
  return { takes, gives, absent: 'propagates', reads: 'context', bind };
}

/** `substr(string, integer, integer): string`. */
export function signatureOf(name: string, overload: Overload): string {
  const takes = overload.takes.map((parameter) => patternName(parameter.pattern)).join(', ');
  const gives = overload.gives.is === 'decided' ? overload.gives.name : patternName(overload.gives);
  return `${name}(${takes}): ${gives}`;
}
