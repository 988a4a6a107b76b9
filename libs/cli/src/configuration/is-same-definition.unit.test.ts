import { describe, expect, it } from 'vitest';
import type { DefinitionDocument } from './definition-resource.js';
import { definitionResource } from './definition-resource.js';
import { isSameDefinition } from './is-same-definition.js';

const action = {
  name: 'SendPush',
  url: 'https://push.example/send',
  payload: { channel: 'push', token: { variable: { label: 'Token' } } },
};
const storedAction = {
  ...action,
  method: 'POST',
  headers: {},
  query: {},
  authentication: { type: 'none' },
  usedIn: [{ kind: 'journey', name: 'Marlton lobby' }],
};
const event = { name: 'Order', idType: 'systemGenerated', schema: 'order', namespace: 'Email', key: '@{Order.mail}' };

function isSame(kind: 'Action' | 'Event', document: object, stored: object): boolean {
  const place: DefinitionDocument = { kind, name: 'x', content: {}, publish: false, place: '' };
  return isSameDefinition({ ...document }, { ...stored }, definitionResource(place));
}

describe('a definition in a file and the stored one', () => {
  it('are the same when they differ only in defaults and in what answers add', () => {
    expect(isSame('Action', action, storedAction)).toBe(true);
  });

  it('are the same when authoring has assigned what the file leaves out', () => {
    expect(isSame('Event', event, { ...event, eventId: 'minted' })).toBe(true);
    expect(isSame('Event', { ...event, eventId: 'chosen' }, { ...event, eventId: 'minted' })).toBe(false);
  });

  it('differ when the file says something else or no longer says something', () => {
    expect(isSame('Action', { ...action, method: 'PUT' }, storedAction)).toBe(false);
    expect(isSame('Action', action, { ...storedAction, headers: { 'x-app': 'marlton' } })).toBe(false);
    expect(isSame('Action', action, { ...storedAction, description: 'before' })).toBe(false);
  });

  it('differ when the file holds a secret, which cannot be read back', () => {
    const secret = { type: 'apiKey', name: 'x-api-key', value: 'secret', location: 'header' };
    const stored = { ...storedAction, authentication: { ...secret, value: '***' } };
    expect(isSame('Action', { ...action, authentication: secret }, stored)).toBe(false);
  });
});
