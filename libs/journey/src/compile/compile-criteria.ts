import { RESULT_TYPES, type References, type Scope } from '@waystream/expression';
import { statusesOf } from '../activities/audience-qualification/behaviour.js';
import type { ExitCriterionDefinition, JourneyDocument } from '../definition/journey-document.js';
import { durationMs } from '../definition/names.js';
import { audienceTopic, eventTopic, type Topic } from '../engine/topic.js';
import { type Issue, issue } from '../validation/issue.js';
import { compileRead, expressionIssue } from './compile-nodes.js';
import type { CompiledRead, ExitCriterion, Goal } from './compiled-version.js';

export interface CompiledCriteria {
  exits: ExitCriterion[];
  goal: Goal | null;
  references: References[];
  issues: Issue[];
}

/** Makes exit criteria and goal ready. They are judged the moment something happens, so they cannot fetch data first. */
export function compileCriteria({ properties }: Pick<JourneyDocument, 'properties'>, scope: Scope): CompiledCriteria {
  const references: References[] = [];
  const issues: Issue[] = [];
  const compile = (text: string | undefined, field: string): CompiledRead | null => {
    if (text === undefined) return null;
    const result = compileRead({ text, expects: RESULT_TYPES.condition }, scope);
    if (!result.read) {
      issues.push(...result.issues.map((flaw) => expressionIssue(flaw, { field }, null)));
      return null;
    }
    if (result.references.dataSources.length > 0 || result.references.audiences.length > 0) {
      issues.push(issue('ERR_CRITERION_DATA', 'reads events only, no data sources and no audiences', null, field));
    }
    references.push(result.references);
    return result.read;
  };
  const exits = properties.exitCriteria.map((criterion, index) => ({
    topics: topicsOf(criterion),
    condition: compile(criterion.condition, `properties.exitCriteria[${index}].condition`),
  }));
  const { goal } = properties;
  return {
    exits,
    goal: goal && {
      topic: eventTopic(goal.event),
      condition: compile(goal.condition, 'properties.goal.condition'),
      withinMs: durationMs(goal.within),
    },
    references,
    issues,
  };
}

function topicsOf(criterion: ExitCriterionDefinition): Set<Topic> {
  if ('event' in criterion) return new Set([eventTopic(criterion.event)]);
  const { audience, behaviour } = criterion;
  return new Set(statusesOf(behaviour).map((status) => audienceTopic(audience, status)));
}
