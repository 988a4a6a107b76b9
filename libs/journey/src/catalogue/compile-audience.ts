import type { Flaw, JsonObject } from '@waystream/core';
import {
  type EvaluationContext,
  isTrue,
  prepare,
  RESULT_TYPES,
  type References,
  type Scope,
} from '@waystream/expression';
import type { AudienceDefinition } from '../definition/audience-definition.js';
import { EXPERIENCE_PLATFORM } from '../definition/data-source-definition.js';
import type { Catalogue } from './catalogue.js';
import { dataSourceInScope } from './journey-scope.js';

/** An audience whose members are those for whom its expression is true. */
export interface CompiledAudience {
  readonly definition: AudienceDefinition;
  /** Is somebody with these attributes a member? `now` is epoch milliseconds. */
  isMember(attributes: JsonObject, now: number): boolean;
}

export type AudienceCompilation =
  /** `audience` is `null` where members are uploaded. */
  { audience: CompiledAudience | null; flaws: [] } | { audience: null; flaws: Flaw[] };

/** Checks an audience and makes it ready; flaws name the field of the definition. */
export function compileAudience(catalogue: Catalogue, definition: AudienceDefinition): AudienceCompilation {
  const { evaluation, expression } = definition;
  switch (evaluation) {
    case 'uploaded':
      return { audience: null, flaws: [] };
    case 'batch':
      return refused('evaluation', 'batch evaluation is not available yet; use "streaming" or "uploaded"');
    case 'streaming':
      return compileExpression(catalogue, definition, expression ?? '');
  }
}

function compileExpression(catalogue: Catalogue, definition: AudienceDefinition, text: string): AudienceCompilation {
  const prepared = prepare(text, profileScope(catalogue), RESULT_TYPES.condition);
  if (!prepared.ok) {
    const flaws = prepared.issues.map(({ line, column, message }) =>
      flawOf('expression', `line ${line}, column ${column}: ${message}`),
    );
    return { audience: null, flaws };
  }
  const reason = unanswerable(catalogue, prepared.references);
  if (reason !== null) return refused('expression', reason);
  const isMember = (attributes: JsonObject, now: number) => isTrue(prepared.evaluate(profileContext(attributes, now)));
  return { audience: { definition, isMember }, flaws: [] };
}

/** Why the profile alone, as it is at the moment it changes, does not answer the expression. */
function unanswerable(
  { fieldGroups }: Catalogue,
  { dataSources, audiences }: Pick<References, 'dataSources' | 'audiences'>,
): string | null {
  if (audiences.length > 0) return 'an audience cannot depend on another audience';
  for (const { source, fieldGroup } of dataSources) {
    const name = `${source}.${fieldGroup}`;
    const kind = fieldGroups.get(name)?.source;
    if (kind === 'experienceEvents')
      return `${name} reads past events, which are not kept; an audience reads fields of profiles only`;
    if (kind !== 'profile') return `${name} would have to be fetched; an audience reads fields of profiles only`;
  }
  return null;
}

/** An expression of an audience is about a profile: no event, action or journey is at hand. */
function profileScope(catalogue: Catalogue): Scope {
  const own = [...catalogue.fieldGroups.values()].filter(({ dataSource }) => dataSource === EXPERIENCE_PLATFORM);
  return {
    event: () => undefined,
    dataSource: (source, group) => dataSourceInScope(catalogue, source, group),
    action: () => undefined,
    journey: { kind: 'object', fields: {} },
    names: { events: [], actions: [], dataSources: { [EXPERIENCE_PLATFORM]: own.map(({ name }) => name) } },
  };
}

/** Chance has no part in who is a member: a profile that is judged again gives the same answer. */
function profileContext(attributes: JsonObject, now: number): EvaluationContext {
  return {
    now,
    timezone: 'UTC',
    random: () => 0,
    newId: () => '',
    event: () => undefined,
    dataSource: () => attributes,
    action: () => undefined,
    journeyProperty: () => undefined,
    inAudience: () => false,
    report: () => undefined,
  };
}

function refused(path: string, message: string): AudienceCompilation {
  return { audience: null, flaws: [flawOf(path, message)] };
}

function flawOf(path: string, message: string): Flaw {
  return { path, code: path, message };
}
