import { journeyProperties, type Scope, shapeOfValue } from '@waystream/expression';
import { activityOf } from '../activities/registry.js';
import { EXPERIENCE_PLATFORM } from '../definition/data-source-definition.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import { isAudienceTopic, QUALIFICATION } from '../engine/topic.js';
import type { Catalogue } from './catalogue.js';
import { eventShape, fieldGroupShape, QUALIFICATION_SHAPE } from './shapes.js';

type JourneyParts = Pick<JourneyDocument, 'nodes'> & { properties?: JourneyDocument['properties'] | undefined };

/** What expressions of a journey may refer to: its own events, every field group, the actions it calls, every audience. */
export function journeyScope(catalogue: Catalogue, { nodes, properties }: JourneyParts): Scope {
  const events = new Set([
    ...nodes.flatMap((node) => activityOf(node).event?.(node) ?? []),
    ...(properties?.exitCriteria ?? []).flatMap((criterion) => ('event' in criterion ? criterion.event : [])),
    ...(properties?.goal ? [properties.goal.event] : []),
  ]);
  const actions = new Set(nodes.flatMap((node) => activityOf(node).action?.(node) ?? []));
  if (heedsAudiences({ nodes, properties })) events.add(QUALIFICATION);
  return {
    event(name) {
      if (name === QUALIFICATION && events.has(name)) return QUALIFICATION_SHAPE;
      const definition = events.has(name) ? catalogue.events.get(name) : undefined;
      return definition && eventShape(catalogue, definition);
    },
    dataSource: (source, group) => dataSourceInScope(catalogue, source, group),
    action(name) {
      const definition = actions.has(name) ? catalogue.actions.get(name) : undefined;
      return definition && shapeOfValue(definition.responsePayload ?? {});
    },
    journey: journeyProperties,
    names: { events: [...events], actions: [...actions], dataSources: fieldGroupNames(catalogue) },
    audiences: [...catalogue.audiences.keys()],
  };
}

/** Does it tell anywhere that somebody has entered or left an audience? */
function heedsAudiences({ nodes, properties }: JourneyParts): boolean {
  return (
    nodes.some((node) => activityOf(node).topics?.(node).some(isAudienceTopic)) ||
    (properties?.exitCriteria ?? []).some((criterion) => 'audience' in criterion)
  );
}

/** A field group as every scope knows it. */
export function dataSourceInScope(catalogue: Catalogue, source: string, name: string): ReturnType<Scope['dataSource']> {
  const group = catalogue.fieldGroups.get(`${source}.${name}`);
  if (!group) return undefined;
  return { shape: fieldGroupShape(catalogue, group), params: group.source === 'external' ? group.dynamicValues : [] };
}

function fieldGroupNames({ dataSources, fieldGroups }: Catalogue): Record<string, string[]> {
  const names: Record<string, string[]> = { [EXPERIENCE_PLATFORM]: [] };
  for (const source of dataSources.keys()) names[source] = [];
  for (const { dataSource, name } of fieldGroups.values()) names[dataSource] = [...(names[dataSource] ?? []), name];
  return names;
}
