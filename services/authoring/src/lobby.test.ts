import type { JsonObject } from '@waystream/core';
import { expect } from 'vitest';
import type { Client } from './start-authoring.test.js';

/** The documents of a hotel that greets its guests in the lobby, in the order in which they are created. */
export const LOBBY: readonly (readonly [path: string, document: JsonObject])[] = [
  [
    '/schemas',
    {
      name: 'lobbyBeacon',
      class: 'experienceEvent',
      schema: {
        type: 'object',
        properties: {
          endUserIDs: {
            type: 'object',
            properties: {
              _experience: {
                type: 'object',
                properties: { mcid: { type: 'object', properties: { id: { type: 'string' } } } },
              },
            },
          },
          pushToken: { type: 'string' },
          floor: { type: 'integer' },
        },
      },
      identities: [{ path: 'endUserIDs._experience.mcid.id', namespace: 'ECID', primary: true }],
    },
  ],
  ['/schemas', { name: 'order', class: 'experienceEvent', schema: orderSchema() }],
  ['/schemas', { name: 'guest', class: 'profile', schema: guestSchema() }],
  ['/events', beacon('LobbyBeacon')],
  ['/events', beacon('RestaurantBeacon')],
  [
    '/events',
    {
      name: 'BigOrder',
      type: 'unitary',
      idType: 'ruleBased',
      condition: '@{BigOrder.commerce.order.priceTotal} > 100',
      schema: 'order',
      fields: ['*'],
      namespace: 'Email',
      key: "@{BigOrder.identityMap.entry('Email').first().id}",
    },
  ],
  [
    '/dataSources',
    {
      name: 'MarltonReservation',
      url: 'https://reservations.example/api/room',
      authentication: { type: 'basic', username: 'u', password: 'p' },
    },
  ],
  [
    '/dataSources/MarltonReservation/fieldGroups',
    {
      name: 'Reservation',
      method: 'GET',
      dynamicValues: ['id'],
      responsePayload: { reservation: true },
      cacheDuration: 'PT0S',
    },
  ],
  [
    '/dataSources/ExperiencePlatform/fieldGroups',
    {
      name: 'MarltonProfiles',
      source: 'profile',
      fields: ['_customer.marlton.loyaltyMember', 'person.name.firstName', 'personalEmail.address'],
    },
  ],
  [
    '/dataSources/ExperiencePlatform/fieldGroups',
    { name: 'ProfileFieldGroup', source: 'profile', fields: ['personalEmail.address'] },
  ],
  [
    '/dataSources/ExperiencePlatform/fieldGroups',
    { name: 'Orders', source: 'experienceEvents', schema: 'order', fields: ['timestamp', 'commerce.order.priceTotal'] },
  ],
  ['/actions', pushAction()],
  [
    '/actions',
    {
      name: 'SendEmail',
      url: 'https://mail.example/send',
      payload: { to: { variable: { label: 'To', type: 'string' } } },
    },
  ],
];

export function lobbyDocument(name: string): JsonObject {
  const found = LOBBY.find(([, document]) => document.name === name);
  if (!found) throw new Error(`the lobby has no ${name}`);
  return found[1];
}

/** Creates everything that the lobby journey leans on. */
export async function furnishLobby(client: Client): Promise<void> {
  for (const [path, document] of LOBBY) {
    const { status, body } = await client.post(path, document);
    expect({ path, status, detail: body.detail }).toEqual({ path, status: 201, detail: undefined });
  }
}

export function beacon(name: string, more: JsonObject = {}): JsonObject {
  return {
    name,
    type: 'unitary',
    idType: 'systemGenerated',
    schema: 'lobbyBeacon',
    fields: ['endUserIDs._experience.mcid.id', 'pushToken'],
    namespace: 'ECID',
    key: `@{${name}.endUserIDs._experience.mcid.id}`,
    supplementalId: null,
    ...more,
  };
}

export function pushAction(more: JsonObject = {}): JsonObject {
  return {
    name: 'SendPush',
    url: 'https://push.example/send',
    method: 'POST',
    headers: { 'x-app': 'marlton', 'x-trace': { variable: { label: 'Trace', type: 'string' } } },
    authentication: { type: 'apiKey', name: 'x-api-key', value: 'secret', location: 'header' },
    payload: {
      channel: 'push',
      template: { variable: { label: 'Template', type: 'string' } },
      token: { variable: { label: 'Token', type: 'string' } },
    },
    responsePayload: { messageId: 'abc' },
    ...more,
  };
}

/** A short journey: whoever enters the lobby gets a push message. */
export function greeting(more: JsonObject = {}): JsonObject {
  return {
    name: 'Greeting',
    namespace: 'ECID',
    entry: 'lobby',
    nodes: [
      { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'welcome' },
      {
        id: 'welcome',
        type: 'action',
        action: 'SendPush',
        parameters: { template: "'Welcome'", token: '@{LobbyBeacon.pushToken}' },
        next: 'done',
      },
      { id: 'done', type: 'end', label: 'Done' },
    ],
    ...more,
  };
}

function orderSchema(): JsonObject {
  return {
    type: 'object',
    properties: {
      commerce: {
        type: 'object',
        properties: { order: { type: 'object', properties: { priceTotal: { type: 'number' } } } },
      },
    },
  };
}

function guestSchema(): JsonObject {
  return {
    type: 'object',
    properties: {
      personalEmail: { type: 'object', properties: { address: { type: 'string' } } },
      person: {
        type: 'object',
        properties: { name: { type: 'object', properties: { firstName: { type: 'string' } } } },
      },
      _customer: {
        type: 'object',
        properties: { marlton: { type: 'object', properties: { loyaltyMember: { type: 'boolean' } } } },
      },
    },
  };
}
