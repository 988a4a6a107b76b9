import { check } from './check/check.js';
import type { Scope } from './check/scope.js';
import { type CompiledExpression, compile } from './compile/compile.js';
import { type References, references } from './references.js';
import type { Type } from './shape/field-shape.js';
import type { Expression } from './syntax/expression.js';
import type { ExpressionIssue } from './syntax/expression-issue.js';
import { parse } from './syntax/parse.js';

export type Prepared =
  | {
      readonly ok: true;
      readonly ast: Expression;
      readonly type: Type;
      readonly evaluate: CompiledExpression;
      readonly references: References;
    }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

/** Everything from text to closure. An expression that cannot be read is not checked, so that one flaw is reported once. */
export function prepare(text: string, scope: Scope, expects?: Type | readonly Type[]): Prepared {
  const { ast, issues } = parse(text);
  if (issues.length > 0) return { ok: false, issues };
  const result = check(ast, scope, expects);
  if (!result.checked) return { ok: false, issues: result.issues };
  return { ok: true, ast, type: result.type, evaluate: compile(result.checked), references: references(ast) };
}
