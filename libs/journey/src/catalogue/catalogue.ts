import { createSchemaRegistry, type SchemaRegistry } from '@waystream/xdm';
import type { z } from 'zod';
import { type ActionDefinition, actionDefinition } from '../definition/action-definition.js';
import { type AudienceDefinition, audienceDefinition } from '../definition/audience-definition.js';
import {
  type DataSourceDefinition,
  dataSourceDefinition,
  type FieldGroup,
  fieldGroup,
} from '../definition/data-source-definition.js';
import { type EventDefinition, eventDefinition } from '../definition/event-definition.js';
import { type InletDefinition, inletDefinition } from '../definition/inlet-definition.js';
import { type JourneyVersion, journeyVersion } from '../definition/journey-version.js';
import { type SchemaDefinition, schemaDefinition } from '../definition/schema-definition.js';
import { type TemplateDefinition, templateDefinition } from '../definition/template-definition.js';

/** The kinds of definition that are stored, and how each is read back. */
export const DEFINITIONS = {
  schema: schemaDefinition,
  event: eventDefinition,
  dataSource: dataSourceDefinition,
  fieldGroup,
  action: actionDefinition,
  template: templateDefinition,
  audience: audienceDefinition,
  inlet: inletDefinition,
  version: journeyVersion,
} as const;
export type DefinitionKind = keyof typeof DEFINITIONS;

/**
 * Everything a sandbox has configured, as one lookup for validation, engine and services. Field groups are keyed by
 * `<data source>.<field group>`, inlets by inlet ID, versions by uid, all else by name.
 */
export interface Catalogue {
  readonly registry: SchemaRegistry;
  readonly schemas: ReadonlyMap<string, SchemaDefinition>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly dataSources: ReadonlyMap<string, DataSourceDefinition>;
  readonly fieldGroups: ReadonlyMap<string, FieldGroup>;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  readonly audiences: ReadonlyMap<string, AudienceDefinition>;
  readonly inlets: ReadonlyMap<string, InletDefinition>;
  readonly versions: ReadonlyMap<string, JourneyVersion>;
}

/** A catalogue that changes with the stored definitions. */
export interface EditableCatalogue extends Catalogue {
  /** Puts a stored document in place, or removes it with `null`. Throws `ZodError` for one of an unknown form. */
  set(kind: DefinitionKind, name: string, document: unknown): void;
}

export function createCatalogue(): EditableCatalogue {
  const registry = createSchemaRegistry();
  const schemas = new Map<string, SchemaDefinition>();
  const events = new Map<string, EventDefinition>();
  const dataSources = new Map<string, DataSourceDefinition>();
  const fieldGroups = new Map<string, FieldGroup>();
  const actions = new Map<string, ActionDefinition>();
  const templates = new Map<string, TemplateDefinition>();
  const audiences = new Map<string, AudienceDefinition>();
  const inlets = new Map<string, InletDefinition>();
  const versions = new Map<string, JourneyVersion>();
  const put =
    <Definition>(map: Map<string, Definition>, form: z.ZodType<Definition>) =>
    (name: string, document: unknown) => {
      if (document === null) map.delete(name);
      else map.set(name, form.parse(document));
    };
  const setters: Record<DefinitionKind, (name: string, document: unknown) => void> = {
    schema(name, document) {
      const definition = document === null ? null : schemaDefinition.parse(document);
      // The registry may refuse; then nothing has changed.
      if (definition) registry.add(name, definition.schema, { class: definition.class });
      else registry.remove(name);
      put(schemas, schemaDefinition)(name, definition);
    },
    event: put(events, eventDefinition),
    dataSource: put(dataSources, dataSourceDefinition),
    fieldGroup: put(fieldGroups, fieldGroup),
    action: put(actions, actionDefinition),
    template: put(templates, templateDefinition),
    audience: put(audiences, audienceDefinition),
    inlet: put(inlets, inletDefinition),
    version: put(versions, journeyVersion),
  };
  return {
    registry,
    schemas,
    events,
    dataSources,
    fieldGroups,
    actions,
    templates,
    audiences,
    inlets,
    versions,
    set: (kind, name, document) => setters[kind](name, document),
  };
}

export function isDefinitionKind(kind: string): kind is DefinitionKind {
  return kind in DEFINITIONS;
}
