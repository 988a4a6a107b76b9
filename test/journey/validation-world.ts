import type { Json } from '@waystream/core';
import { createCatalogue, type Issue, validateVersion } from '@waystream/journey';
import { aJourney, anAction, anEvent } from '@waystream/testing';
import { addArrivalWorld } from './arrival-cases.js';
import { addMessageWorld } from './message-world.js';
import { addSupplementalWorld } from './supplemental-world.js';

/** A flaw in a journey and how validation tells it: `CODE activity field: message`. */
export type ValidationCase = readonly [what: string, document: Json, issue: string];

export function catalogue() {
  const made = createCatalogue();
  for (const { name, schema, definition } of [
    anEvent('Cart', { total: 'number' }),
    anEvent('Order', { id: 'string' }),
  ]) {
    made.set('schema', String(schema.name), schema);
    made.set('event', name, definition);
  }
  made.set('event', 'Beacon', {
    ...anEvent('Beacon').definition,
    schema: 'CartSchema',
    namespace: 'ECID',
    key: '@{Beacon.person}',
  });
  made.set('action', 'Send', anAction('Send', ['text', 'to']));
  made.set('audience', 'Silver', { name: 'Silver', namespace: 'Email', evaluation: 'uploaded' });
  made.set('audience', 'Visitors', { name: 'Visitors', namespace: 'ECID', evaluation: 'uploaded' });
  const restocked = { name: 'Restocked', type: 'business', idType: 'systemGenerated', schema: 'CartSchema' };
  made.set('event', 'Restocked', restocked);
  addMessageWorld(made);
  addSupplementalWorld(made);
  addArrivalWorld(made);
  return made;
}

export const cart = { id: 'cart', type: 'event', event: 'Cart', next: 'send' } as const;
export const send = {
  id: 'send',
  type: 'action',
  action: 'Send',
  parameters: { text: "'hi'", to: '@{Cart.person}' },
} as const;

/** A correct journey with some part replaced. */
export const journey = (more: object = {}): Json =>
  JSON.parse(JSON.stringify({ ...aJourney('J', [cart, send]), ...more }));
export const nodes = (...list: object[]) => journey({ nodes: list });

const show = ({ code, activity, field, message }: Issue) => `${code} ${activity ?? '-'} ${field ?? '-'}: ${message}`;
/** `journeyUid`: whose next version the document is. */
export const validate = (document: Json, journeyUid?: string) => {
  const { errors, warnings } = validateVersion(catalogue(), document, journeyUid);
  return [...errors, ...warnings].map(show);
};
