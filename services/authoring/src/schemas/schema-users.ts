import type { Catalogue } from '@waystream/journey';
import { fieldsOf } from '@waystream/xdm';
import type { User } from '../definitions/user.js';
import { schemaReferences } from './schema-references.js';
import type { SchemaDefinition } from './schema-resource.js';

/** Events and field groups that read documents of a schema, and schemas that are built from it. */
export function schemaUsers({ name, class: kind }: SchemaDefinition, catalogue: Catalogue): User[] {
  const events = [...catalogue.events.values()].filter(({ schema }) => schema === name);
  const profileFields = kind === 'profile' ? fieldPathsOf(name, catalogue) : new Set<string>();
  const fieldGroups = [...catalogue.fieldGroups.values()].filter(
    (group) =>
      (group.source === 'experienceEvents' && group.schema === name) ||
      (group.source === 'profile' && group.fields.some((field) => profileFields.has(field))),
  );
  const schemas = new Set(schemaReferences(name, catalogue).map(({ from }) => from));
  return [
    ...events.map((event): User => ({ kind: 'event', name: event.name })),
    ...fieldGroups.map((group): User => ({ kind: 'fieldGroup', name: `${group.dataSource}.${group.name}` })),
    ...[...schemas].map((schema): User => ({ kind: 'schema', name: schema })),
  ];
}

/** Profile field groups name no schema: they read the union of all profile schemas. */
function fieldPathsOf(schema: string, { registry }: Catalogue): Set<string> {
  if (registry.classOf(schema) === undefined) return new Set();
  return new Set(fieldsOf(registry.resolveSchema(schema)).map(({ path }) => path));
}
