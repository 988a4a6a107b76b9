import type { References } from '@waystream/expression';
import { formatPath } from '@waystream/xdm';

/** A field on which depends which way a person goes, as the step will tell it. */
export interface DecidingField {
  readonly name: string;
  /** What is asked of the world to read it; see `witness.ts`. */
  readonly document: string;
  readonly path: readonly string[];
}

/** The fields that expressions refer to, each once, in the order of the expressions. */
export function decidingFields(references: readonly References[]): DecidingField[] {
  const fields = new Map<string, DecidingField>();
  for (const { document, path } of references.flatMap(placesIn)) {
    const name = path === null ? document : `${document}.${formatPath(path)}`;
    if (!fields.has(name)) fields.set(name, { name, document, path: path ?? [] });
  }
  return [...fields.values()];
}

/** The names under which a witness knows what was read. */
export const documentOf = {
  event: (name: string) => name,
  dataSource: (source: string, group: string) => `${source}.${group}`,
  action: (name: string) => `@action.${name}`,
  audience: (name: string) => `inAudience.${name}`,
  journeyProperty: (name: string) => `JourneyProperties.${name}`,
};

function placesIn({ events, dataSources, actions, audiences, journeyProperties }: References) {
  return [
    ...events.map(({ event, path }) => ({ document: documentOf.event(event), path })),
    ...dataSources.flatMap(({ source, fieldGroup, paths }) => {
      return paths.map((path) => ({ document: documentOf.dataSource(source, fieldGroup), path }));
    }),
    ...actions.map(({ action, path }) => ({ document: documentOf.action(action), path })),
    ...audiences.map((name) => ({ document: documentOf.audience(name), path: null })),
    ...journeyProperties.map((name) => ({ document: documentOf.journeyProperty(name), path: null })),
  ];
}
