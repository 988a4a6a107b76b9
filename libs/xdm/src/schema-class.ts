import { isJsonObject, type JsonObject } from '@waystream/core';

/** What a schema describes: events about people, people, or records that journeys look up. */
export type SchemaClass = 'experienceEvent' | 'profile' | 'record';

/** The schema with what its class adds. A closed schema keeps accepting the fields of its class. */
export function withClass(schema: JsonObject, schemaClass: SchemaClass): JsonObject {
  const added = fieldsOfClass(schemaClass);
  const own = schema.allOf;
  const isClosed = schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined;
  const open = Object.fromEntries(Object.keys(added.properties).map((name) => [name, true]));
  return {
    ...schema,
    ...(isClosed && { properties: { ...open, ...(isJsonObject(schema.properties) ? schema.properties : {}) } }),
    allOf: [...(Array.isArray(own) ? own : []), { type: 'object', ...added }],
  };
}

/** Fields that the system itself reads. Their spelling and meaning are those of the XDM classes of the same names. */
function fieldsOfClass(schemaClass: SchemaClass): { properties: JsonObject; required?: string[] } {
  switch (schemaClass) {
    case 'experienceEvent':
      return {
        properties: {
          _id: ID,
          timestamp: TIMESTAMP,
          eventType: EVENT_TYPE,
          identityMap: IDENTITY_MAP,
          _experience: EVENT_ID,
        },
        required: ['_id', 'timestamp'],
      };
    case 'profile':
      return { properties: { identityMap: IDENTITY_MAP } };
    case 'record':
      return { properties: {} };
  }
}

const ID: JsonObject = { type: 'string', minLength: 1, title: 'Identifier', description: 'Unique for each event.' };
const TIMESTAMP: JsonObject = {
  type: 'string',
  format: 'date-time',
  title: 'Timestamp',
  description: 'When it happened.',
};
const EVENT_TYPE: JsonObject = { type: 'string', title: 'Event type', description: 'The kind of event.' };

const IDENTITY_MAP: JsonObject = {
  type: 'object',
  title: 'Identity map',
  description: 'Identities of the person, by namespace.',
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        id: { type: 'string', title: 'Identity' },
        authenticatedState: {
          type: 'string',
          title: 'Authenticated state',
          enum: ['ambiguous', 'authenticated', 'loggedOut'],
        },
        primary: { type: 'boolean', title: 'Primary' },
      },
    },
  },
  examples: [{ Email: [{ id: 'ada@example.com', primary: true }] }],
};

/** Where producers put the ID of an event definition (XDM's field group for orchestration). */
const EVENT_ID: JsonObject = {
  type: 'object',
  properties: {
    campaign: {
      type: 'object',
      properties: {
        orchestration: {
          type: 'object',
          properties: {
            eventID: { type: 'string', title: 'Event ID', description: 'The event definition this belongs to.' },
          },
        },
      },
    },
  },
};
