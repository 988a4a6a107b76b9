import type { Catalogue } from '@waystream/journey';

export type SchemaDefinition = NonNullable<ReturnType<Catalogue['schemas']['get']>>;

/**
 * Finds the schema that a producer's `schemaRef.id` names. In this order, the first that fits: the schema's own `$id`,
 * its name, and the last part of the reference's path as a name (`https://ns.adobe.com/acme/schemas/order` → `order`).
 * A schema that could not be compiled is as good as unknown.
 */
export function createSchemaIndex({ schemas, registry }: Catalogue): {
  find(reference: string): SchemaDefinition | undefined;
} {
  const byId = new Map<string, SchemaDefinition>();
  for (const definition of schemas.values()) {
    const { $id } = definition.schema;
    if (typeof $id === 'string') byId.set(withoutEnd($id), definition);
  }
  return {
    find(reference) {
      const id = withoutEnd(reference);
      const found = byId.get(id) ?? schemas.get(id) ?? schemas.get(id.slice(id.lastIndexOf('/') + 1));
      return found && registry.classOf(found.name) === undefined ? undefined : found;
    },
  };
}

/** An empty fragment or a slash at the end means the same document. */
function withoutEnd(reference: string): string {
  return reference.replace(/[#/]+$/, '');
}
