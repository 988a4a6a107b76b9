import { AppError, type JsonObject } from '@waystream/core';
import {
  check,
  complete,
  EXPECTATIONS,
  type ExpressionIssue,
  expectedTypes,
  parse,
  references,
  referencesAsJson,
  type Scope,
  scopeOfContext,
  typeName,
} from '@waystream/expression';
import { type Catalogue, expressionContext, journeyScope } from '@waystream/journey';
import { z } from 'zod';
import { readDocument } from '../definitions/read-document.js';
import { finishedNodes } from '../journeys/finished-nodes.js';

export const checkRequest = z.strictObject({
  expression: z.string().max(10_000),
  scope: z
    .union([z.strictObject({ journeyVersion: z.string() }), z.strictObject({ context: expressionContext })])
    .prefault({ context: {} })
    .describe('a journey version whose events, data and actions may be read, or an example of what may be read'),
  expects: z.enum(EXPECTATIONS).optional(),
  cursor: z.int().min(0).optional().describe('where to complete the expression: an offset in its text'),
});

/** `type` is `null` for an expression that has none because of its errors. */
export interface ExpressionCheck {
  readonly type: string | null;
  readonly references: JsonObject;
  readonly errors: readonly ExpressionIssue[];
  /** What may stand at the cursor, when the request has one. */
  readonly completions?: ReturnType<typeof complete>;
}

/** Judges an expression, finished or not, without running it. Throws `notFound` for an unknown version. */
export function checkExpression(catalogue: Catalogue, body: JsonObject): ExpressionCheck {
  const { expression, scope: asked, expects, cursor } = readDocument(checkRequest, body);
  const scope = scopeOf(catalogue, asked);
  const { ast, issues } = parse(expression);
  const { type, issues: mistakes } = check(ast, scope, expectedTypes(expects));
  const errors = issues.length > 0 ? issues : mistakes;
  return {
    type: errors.length > 0 ? null : typeName(type),
    references: referencesAsJson(references(ast)),
    errors,
    ...(cursor !== undefined && { completions: complete(expression, cursor, scope) }),
  };
}

function scopeOf(catalogue: Catalogue, scope: z.infer<typeof checkRequest>['scope']): Scope {
  if ('context' in scope) {
    const { now = '', ...context } = scope.context;
    return scopeOfContext({ ...context, now });
  }
  const version = catalogue.versions.get(scope.journeyVersion);
  if (!version) throw new AppError('notFound', `there is no journey version "${scope.journeyVersion}"`);
  return journeyScope(catalogue, { nodes: finishedNodes(version.document) });
}
