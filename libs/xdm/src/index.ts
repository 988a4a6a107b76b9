export { additiveChange } from './additive-change.js';
export type { Validate } from './compiler.js';
export { documentToTravelling } from './document-to-travelling.js';
export { exampleOf } from './example-of.js';
export { type FieldPath, formatPath, parsePath } from './field-path.js';
export { fieldSelection, selectFields } from './field-selection.js';
export { fieldsOf, type SchemaField } from './fields-of.js';
export {
  type Identity,
  type IdentityDescriptor,
  type IdentityReader,
  identitiesOf,
  identityReader,
  primaryIdentity,
} from './identity.js';
export type { JsonSchema, ResolvedSchema, ResolveRef } from './json-schema.js';
export { readPath } from './read-path.js';
export type { SchemaClass } from './schema-class.js';
export type { ImportReport, SchemaFile } from './schema-import.js';
export { createSchemaRegistry, type SchemaRegistry } from './schema-registry.js';
export { schemaToTravelling } from './schema-to-travelling.js';
export type { JsonType } from './schema-view.js';
export { writePath } from './write-path.js';
