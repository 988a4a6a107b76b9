export { type CheckedExpression, check, RESULT_TYPES } from './check/check.js';
export { EXPECTATIONS, type Expectation, expectedTypes } from './check/expectation.js';
export type { FieldGroupShape, Scope, ScopeNames } from './check/scope.js';
export { type CompiledExpression, compile } from './compile/compile.js';
export { type Chance, type ContextJson, contextOf, scopeOfContext } from './context-json.js';
export { complete } from './editor/complete.js';
export type { Completion, CompletionKind, Completions } from './editor/completion.js';
export type { ErrorSink, EvaluationContext, EvaluationError, EvaluationErrorCode } from './evaluation-context.js';
export { type CatalogueEntry, functionCatalogue } from './functions/function-catalogue.js';
export type { FunctionGroup } from './functions/function-definition.js';
export { journeyProperties } from './journey-properties.js';
export { type Prepared, prepare } from './prepare.js';
export { type DataSourceReference, type References, references } from './references.js';
export { referencesAsJson } from './references-json.js';
export type {
  AnyShape,
  FieldShape,
  ListShape,
  MapShape,
  ObjectShape,
  ScalarKind,
  ScalarShape,
  Type,
} from './shape/field-shape.js';
export type { ResolveRef } from './shape/schema-facts.js';
export { shapeOfJsonSchema } from './shape/shape-of-json-schema.js';
export { shapeOfValue } from './shape/shape-of-value.js';
export { typeName } from './shape/type-name.js';
export type { Expression, PathStep, Span } from './syntax/expression.js';
export { describeIssue, type ExpressionIssue } from './syntax/expression-issue.js';
export { format } from './syntax/format.js';
export { MAX_DEPTH, MAX_NESTING, MAX_TEXT_LENGTH, parse } from './syntax/parse.js';
export { instantOf } from './value/instant-of.js';
export type { DateOnly, DateTime, DateTimeOnly, Duration, Moment } from './value/moment.js';
export { fromWire } from './value/read-value.js';
export { stringForm, toWire } from './value/to-wire.js';
export { isTrue, type Value } from './value/value.js';
export { wallClockAt } from './value/wall-clock-at.js';
