import type { JsonObject } from '@waystream/core';
import type { References } from './references.js';
import { format } from './syntax/format.js';

/** What an expression reads, for programs: the parameters of data sources are texts of expressions. */
export function referencesAsJson(references: References): JsonObject {
  const { events, dataSources, actions, audiences, journeyProperties } = references;
  return {
    events: events.map((one) => ({ ...one })),
    dataSources: dataSources.map(({ params, paths, ...names }) => ({
      ...names,
      params: params && Object.fromEntries(Object.entries(params).map(([name, value]) => [name, format(value)])),
      paths: [...paths],
    })),
    actions: actions.map((one) => ({ ...one })),
    audiences: [...audiences],
    journeyProperties: [...journeyProperties],
  };
}
