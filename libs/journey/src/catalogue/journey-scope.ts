import { journeyProperties, type Scope, shapeOfValue } from '@waystream/expression';
import { activityOf } from '../activities/registry.js';
import { EXPERIENCE_PLATFORM } from '../definition/data-source-definition.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import type { Catalogue } from './catalogue.js';
import { eventShape, fieldGroupShape } from './shapes.js';

/** What expressions of a journey may refer to: its own events, every field group, the actions it calls. */
export function journeyScope(
  catalogue: Catalogue,
  { nodes, properties }: Pick<JourneyDocument, 'nodes'> & { properties?: JourneyDocument['properties'] },
): Scope {
  const events = new Set([
    ...nodes.flatMap((node) => activityOf(node).event?.(node) ?? []),
    ...(properties?.exitCriteria ?? []).flatMap((criterion) => ('event' in criterion ? criterion.event : [])),
    ...(properties?.goal ? [properties.goal.event] : []),
  ]);
  const actions = new Set(nodes.flatMap((node) => activityOf(node).action?.(node) ?? []));
  return {
    event(name) {
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
  };
}

function dataSourceInScope(catalogue: Catalogue, source: string, name: string): ReturnType<Scope['dataSource']> {
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
