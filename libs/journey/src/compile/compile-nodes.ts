import {
  type CheckedExpression,
  check,
  compile,
  type DataSourceReference,
  type EvaluationContext,
  type ExpressionIssue,
  instantOf,
  isTrue,
  parse,
  type References,
  references,
  type Scope,
  toWire,
} from '@waystream/expression';
import type { ActivityNode, ExpressionUse } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { EXPERIENCE_PLATFORM, PERSON_FACTS } from '../definition/data-source-definition.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import { type Issue, issue } from '../validation/issue.js';
import type { CompiledNode, CompiledRead, PlannedFetch } from './compiled-version.js';
import { decidingFields } from './deciding-fields.js';

export interface CompiledNodes {
  nodes: Map<string, CompiledNode>;
  references: References[];
  issues: Issue[];
}

/**
 * Compiles the expressions of all activities and plans what each must fetch. A wrong expression becomes an issue at its
 * activity, field and position; validation reports it and nothing runs.
 */
export function compileNodes(catalogue: Catalogue, document: JourneyDocument, scope: Scope): CompiledNodes {
  const compiled: CompiledNodes = { nodes: new Map(), references: [], issues: [] };
  const { useProfileTimezone } = document.properties;
  for (const node of document.nodes) {
    const activity = activityOf(node);
    const reads = new Map<string, CompiledRead>();
    const used: References[] = [];
    const decidedBy: References[] = [];
    for (const use of activity.reads(node, catalogue)) {
      const result = compileRead(use, scope);
      if (result.read) {
        reads.set(use.name ?? use.field, result.read);
        used.push(result.references);
        if (use.decides) decidedBy.push(result.references);
      } else {
        compiled.issues.push(...result.issues.map((flaw) => expressionIssue(flaw, use, node)));
      }
    }
    const readsPerson =
      used.some(({ audiences }) => audiences.length > 0) ||
      (useProfileTimezone && activity.usesTimezone?.(node) === true);
    compiled.references.push(...used);
    compiled.nodes.set(node.id, {
      node,
      activity,
      ports: new Map(activity.ports(node).map(({ id, to }) => [id, to])),
      reads,
      decidedBy: decidingFields(decidedBy),
      fetchRounds: planFetches(
        used.flatMap(({ dataSources }) => dataSources),
        readsPerson,
        scope,
      ),
    });
  }
  return compiled;
}

export type ReadResult = { read: CompiledRead; references: References } | { read: null; issues: ExpressionIssue[] };

export function compileRead({ text, expects }: Pick<ExpressionUse, 'text' | 'expects'>, scope: Scope): ReadResult {
  const { ast, issues } = parse(text);
  if (issues.length > 0) return { read: null, issues };
  const result = check(ast, scope, expects ?? undefined);
  if (!result.checked) return { read: null, issues: result.issues };
  const evaluate = compile(result.checked);
  const read: CompiledRead = {
    value: (context) => toWire(evaluate(context)),
    isTrue: (context) => isTrue(evaluate(context)),
    instant: (context, timezone) => instantOf(evaluate(context), timezone),
  };
  return { read, references: references(ast) };
}

export function expressionIssue(flaw: ExpressionIssue, { field }: { field: string }, node: ActivityNode | null): Issue {
  const { line, column, message } = flaw;
  return { ...issue('ERR_EXPRESSION', `line ${line}, column ${column}: ${message}`, node, field), line, column };
}

const PERSON: PlannedFetch = { source: EXPERIENCE_PLATFORM, group: PERSON_FACTS, params: () => null };

/**
 * Groups what is to be fetched into rounds: a group whose parameters read another group comes in a later round.
 * References arrive with nested ones first, so one pass is enough.
 */
function planFetches(needed: readonly DataSourceReference[], readsPerson: boolean, scope: Scope): PlannedFetch[][] {
  const rounds: PlannedFetch[][] = readsPerson ? [[PERSON]] : [];
  const roundOf = new Map<string, number>();
  for (const { source, fieldGroup, params } of needed) {
    const nested = Object.values(params ?? {}).flatMap((param) => references(param).dataSources);
    const before = nested.map((one) => roundOf.get(`${one.source}.${one.fieldGroup}`) ?? 0);
    const round = nested.length === 0 ? 0 : Math.max(...before) + 1;
    roundOf.set(`${source}.${fieldGroup}`, round);
    const planned = rounds[round] ?? [];
    rounds[round] = planned;
    planned.push({ source, group: fieldGroup, params: compileParams(params, scope) });
  }
  return rounds.map((round) => round ?? []);
}

function compileParams(params: DataSourceReference['params'], scope: Scope): PlannedFetch['params'] {
  if (params === null) return () => null;
  const compiled = Object.entries(params).flatMap(([name, ast]) => {
    const { checked } = check(ast, scope);
    return checked ? [{ name, evaluate: evaluator(checked) }] : [];
  });
  return (context) => Object.fromEntries(compiled.map(({ name, evaluate }) => [name, evaluate(context)]));
}

function evaluator(checked: CheckedExpression) {
  const evaluate = compile(checked);
  return (context: EvaluationContext) => toWire(evaluate(context));
}
