import type { Json } from '@waystream/core';
import { type ContextJson, contextOf, scopeOfContext } from '../context-json.js';
import type { EvaluationErrorCode } from '../evaluation-context.js';
import { prepare } from '../prepare.js';
import { typeName } from '../shape/type-name.js';
import { describeIssue } from '../syntax/expression-issue.js';
import { toWire } from '../value/to-wire.js';
import { SAMPLE_CONTEXT } from './sample-context.js';

/** An expression with the type and the wire form of the value that it yields in a context. */
export type Case = readonly [expression: string, type: string, value: Json];

export interface Outcome {
  /** `error` when the expression is refused. */
  readonly type: string;
  readonly value: Json;
  /** Codes of what the evaluation recorded. */
  readonly errors: readonly EvaluationErrorCode[];
  /** Why it is refused, one line for each issue. */
  readonly issues: readonly string[];
}

/** Everything from text to wire form, with chance that is none. Types come from the example, by default the context itself. */
export function outcomeOf(expression: string, context: ContextJson = SAMPLE_CONTEXT, example = context): Outcome {
  const prepared = prepare(expression, scopeOfContext(example));
  if (!prepared.ok) return { type: 'error', value: null, errors: [], issues: prepared.issues.map(describeIssue) };
  const errors: EvaluationErrorCode[] = [];
  const chance = { random: () => 0.25, newId: () => '0b7a4c5e-1f7e-4d7c-9a43-5c1f0f6d2e11' };
  const value = prepared.evaluate(contextOf(context, chance, (error) => errors.push(error.code)));
  return { type: typeName(prepared.type), value: toWire(value), errors, issues: [] };
}

/** The outcome of a case whose evaluation finds nothing wrong. */
export function clean([, type, value]: Case): Outcome {
  return { type, value, errors: [], issues: [] };
}

/** The outcome of a case whose value is `null` for a recorded reason. */
export function failed(type: string, code: EvaluationErrorCode): Outcome {
  return { type, value: null, errors: [code], issues: [] };
}
