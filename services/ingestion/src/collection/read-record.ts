import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { eventIdOf } from '@waystream/journey';
import type { SandboxDefinitions } from '../definitions/sandbox-definitions.js';
import type { SchemaDefinition } from '../definitions/schema-index.js';
import type { ReadMessage, UnreadMessage } from '../pipeline/message.js';
import { type Refusal, refusal } from '../pipeline/refusal.js';

/**
 * Reads one message of the Streaming Ingestion protocol: `{header: {schemaRef: {id}}, body: {xdmMeta: {schemaRef},
 * xdmEntity}}`. The schema may stand in either place. Older producers name it in `xdmSchema` instead, often only as
 * "some experience event"; then the event ID in the entity tells.
 */
export function readRecord(
  message: Json,
  definitions: SandboxDefinitions,
  traceparent: string | undefined,
): ReadMessage | UnreadMessage {
  const payload = objectAt(message, 'body', 'xdmEntity');
  if (!payload) return { refusal: refusal('malformed', 'The message has no object in body.xdmEntity.') };
  const found = schemaOf(message, payload, definitions);
  if ('reason' in found) return { refusal: found };
  return { refusal: null, definitions, schema: found, payload, named: null, traceparent };
}

function schemaOf(message: Json, payload: JsonObject, definitions: SandboxDefinitions): SchemaDefinition | Refusal {
  const eventId = eventIdOf(payload);
  const owner = typeof eventId === 'string' ? definitions.eventWithId(eventId) : undefined;
  const reference =
    textAt(message, 'header', 'schemaRef', 'id') ?? textAt(message, 'body', 'xdmMeta', 'schemaRef', 'id');
  const legacy =
    textAt(message, 'header', 'xdmSchema', 'name') ?? textAt(message, 'body', 'xdmMeta', 'xdmSchema', 'name');
  const named = reference ?? legacy;
  if (named === undefined && !owner) return refusal('malformed', 'The message names no schema in header.schemaRef.id.');
  const schema =
    definitions.schema(named ?? '') ?? (reference === undefined ? definitions.schema(owner?.schema ?? '') : undefined);
  if (!schema)
    return refusal('schema', `Message has unknown xdm format: there is no schema "${named}".`, 'unknownSchema');
  if (!owner || owner.schema === schema.name) return schema;
  const detail = `The event ID is that of "${owner.name}" over the schema "${owner.schema}", but the message is of "${schema.name}".`;
  return refusal('schema', detail, 'otherSchema');
}

/** The organisation that a message says it comes from; answers repeat it. */
export function organisationOf(message: Json): string {
  return textAt(message, 'header', 'imsOrgId') ?? '';
}

function textAt(message: Json, ...path: [string, ...string[]]): string | undefined {
  const value = valueAt(message, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function objectAt(message: Json, ...path: [string, ...string[]]): JsonObject | undefined {
  const value = valueAt(message, path);
  return isJsonObject(value) ? value : undefined;
}

function valueAt(message: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = message;
  for (const field of path) value = isJsonObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  return value;
}
