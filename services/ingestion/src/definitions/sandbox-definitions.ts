import { AppError } from '@waystream/core';
import {
  type Catalogue,
  type CompiledEvent,
  compileEvent,
  type EventCompilation,
  type EventDefinition,
  type InletDefinition,
} from '@waystream/journey';
import type { Log } from '@waystream/service';
import { type IdentityReader, identityReader, type Validate } from '@waystream/xdm';
import { createSchemaIndex, type SchemaDefinition } from './schema-index.js';

/** What the gateway needs of one sandbox's configuration as it is now; each part is made ready when first used. */
export interface SandboxDefinitions {
  readonly sandbox: string;
  eventNames(): Iterable<string>;
  /** Made ready, or with the flaws that keep it from being used; `undefined` when there is none of that name. */
  event(name: string): EventCompilation | undefined;
  /** The usable event definitions over a schema, by name: every gateway tells journeys of them in the same order. */
  eventsOver(schema: string): readonly CompiledEvent[];
  /** The definition that owns an event ID. */
  eventWithId(eventId: string): EventDefinition | undefined;
  /** The schema that a producer's reference names; see `createSchemaIndex` for the rule. */
  schema(reference: string): SchemaDefinition | undefined;
  validator(schema: string): Validate;
  identities(schema: SchemaDefinition): IdentityReader;
  inlet(inletId: string): InletDefinition | undefined;
}

export function createSandboxDefinitions(sandbox: string, catalogue: Catalogue, log: Log): SandboxDefinitions {
  const compile = remembered((definition: EventDefinition) => {
    const compilation = compileChecked(catalogue, definition);
    if (!compilation.event) {
      const { flaws } = compilation;
      log.warn({ sandbox, event: definition.name, flaws }, 'An event definition cannot be used and is left out');
    }
    return compilation;
  });
  const schemas = createSchemaIndex(catalogue);
  const owners = new Map([...catalogue.events.values()].map((definition) => [definition.eventId, definition]));
  return {
    sandbox,
    eventNames: () => catalogue.events.keys(),
    event(name) {
      const definition = catalogue.events.get(name);
      return definition && compile(definition);
    },
    eventsOver: remembered((schema) => {
      const definitions = [...catalogue.events.values()].filter((definition) => definition.schema === schema);
      definitions.sort((one, other) => (one.name < other.name ? -1 : 1));
      return definitions.flatMap((definition) => compile(definition).event ?? []);
    }),
    eventWithId: (eventId) => owners.get(eventId),
    schema: schemas.find,
    validator: (schema) => catalogue.registry.validator(schema),
    identities: remembered((schema) => identityReader(schema.identities)),
    inlet: (inletId) => catalogue.inlets.get(inletId),
  };
}

/** A schema that the registry refused has no shape to compile against, which is a flaw of the event like any other. */
function compileChecked(catalogue: Catalogue, definition: EventDefinition): EventCompilation {
  try {
    return compileEvent(catalogue, definition);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { event: null, flaws: [{ path: 'schema', code: 'schema', message: error.message }] };
  }
}

/** The same function, asked once for each argument. */
function remembered<Argument, Result>(find: (argument: Argument) => Result): (argument: Argument) => Result {
  const known = new Map<Argument, Result>();
  return (argument) => {
    const before = known.get(argument);
    if (before !== undefined) return before;
    const result = find(argument);
    known.set(argument, result);
    return result;
  };
}
