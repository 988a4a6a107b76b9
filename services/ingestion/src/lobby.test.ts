import type { Json, JsonObject } from '@waystream/core';

/** The configuration that the gateway's tests share, and messages that fit it. */

export type Definition = [kind: string, name: string, document: JsonObject, sandbox?: string];

const order: JsonObject = {
  name: 'order',
  class: 'experienceEvent',
  schema: {
    $id: 'https://ns.example.com/acme/schemas/4711',
    type: 'object',
    properties: {
      person: { type: 'string' },
      phone: { type: 'string' },
      total: { type: 'number' },
      note: { type: 'string' },
    },
  },
};

const OWNED = { schema: 'order', namespace: 'Email', fields: ['total'] };

export const LOBBY: readonly Definition[] = [
  ['schema', 'order', order],
  ['schema', 'visit', { name: 'visit', class: 'experienceEvent', schema: { type: 'object' } }],
  ['schema', 'loyalty', loyalty()],
  ['schema', 'room', { name: 'room', class: 'record', schema: { type: 'object' } }],
  [
    'event',
    'Ordered',
    { name: 'Ordered', idType: 'systemGenerated', eventId: 'id-ordered', key: '@{Ordered.person}', ...OWNED },
  ],
  [
    'event',
    'BigOrder',
    {
      name: 'BigOrder',
      idType: 'ruleBased',
      condition: '@{BigOrder.total} > 100',
      key: '@{BigOrder.person}',
      ...OWNED,
    },
  ],
  [
    'event',
    'Called',
    {
      name: 'Called',
      idType: 'ruleBased',
      condition: "@{Called.note} == 'call'",
      key: '@{Called.phone}',
      schema: 'order',
      namespace: 'Phone',
    },
  ],
  ['inlet', 'inlet-1', { name: 'lobby', inletId: 'inlet-1' }],
  ['inlet', 'inlet-2', { name: 'back', inletId: 'inlet-2', authenticated: true }],
];

function loyalty(): JsonObject {
  return {
    name: 'loyalty',
    class: 'profile',
    schema: { type: 'object', properties: { email: { type: 'string' }, points: { type: 'number' } } },
    identities: [{ path: 'email', namespace: 'Email', primary: true }],
  };
}

/** A message of the Streaming Ingestion protocol. */
export function aRecord(entity: Json, schema = 'https://ns.example.com/acme/schemas/4711'): JsonObject {
  const schemaRef = { id: schema, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
  return {
    header: { schemaRef, imsOrgId: 'A@Org', datasetId: 'd' },
    body: { xdmMeta: { schemaRef }, xdmEntity: entity },
  };
}

/** An order as the Streaming Ingestion protocol carries it, with the event ID of `Ordered`. */
export function anOrder(more: JsonObject = {}): JsonObject {
  const _experience = { campaign: { orchestration: { eventID: 'id-ordered' } } };
  return { _id: 'o-1', timestamp: '2026-03-02T09:00:00Z', person: 'ada@example.com', total: 80, _experience, ...more };
}
