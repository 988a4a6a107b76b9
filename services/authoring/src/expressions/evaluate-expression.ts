import { AppError, type Json, type JsonObject, toRfc3339 } from '@waystream/core';
import {
  type Chance,
  contextOf,
  describeIssue,
  type EvaluationError,
  EXPECTATIONS,
  expectedTypes,
  prepare,
  scopeOfContext,
  toWire,
  typeName,
} from '@waystream/expression';
import { expressionContext } from '@waystream/journey';
import { z } from 'zod';
import { readDocument } from '../definitions/read-document.js';

export const evaluationRequest = z.strictObject({
  expression: z.string().min(1).max(10_000),
  context: expressionContext.prefault({}),
  expects: z.enum(EXPECTATIONS).optional(),
});

/** `errors` list what became `null` for want of a value. */
export interface Evaluation {
  readonly type: string;
  readonly value: Json;
  readonly errors?: readonly EvaluationError[];
}

/**
 * The value of an expression in a context, whose documents also say which types its fields have. Throws `invalid`, with
 * line and column, for an expression that could not be saved.
 */
export function evaluateExpression(body: JsonObject, { now, chance }: { now: number; chance: Chance }): Evaluation {
  const { expression, context: given, expects } = readDocument(evaluationRequest, body);
  const { now: at = toRfc3339(now), ...rest } = given;
  const context = { ...rest, now: at };
  const prepared = prepare(expression, scopeOfContext(context), expectedTypes(expects));
  if (!prepared.ok) {
    const flaws = prepared.issues.map((issue) => ({
      path: 'expression',
      code: 'expression',
      message: issue.message,
      line: issue.line,
      column: issue.column,
    }));
    throw new AppError('invalid', prepared.issues.map(describeIssue).join('\n'), { flaws });
  }
  const errors: EvaluationError[] = [];
  const value = toWire(prepared.evaluate(contextOf(context, chance, (error) => errors.push(error))));
  return { type: typeName(prepared.type), value, ...(errors.length > 0 && { errors }) };
}
