import { createCatalogue, type EditableCatalogue, EXPERIENCE_PLATFORM } from '@waystream/journey';
import { anAction, anEvent } from '@waystream/testing';

/** What random journeys may speak of. The same for every seed; journeys differ, not the world around them. */
export const PEOPLE = ['ada', 'bob', 'cyd', 'dan'] as const;

/** Every event carries a number and a word. */
export const EVENTS = ['Seen', 'Bought', 'Asked', 'Left', 'Ordered', 'Shipped'] as const;
export type EventName = (typeof EVENTS)[number];

/** Events about one of several orders of a person; journeys that start with one have an instance for each order. */
export const ORDER_EVENTS: readonly EventName[] = ['Ordered', 'Shipped'];
export const ORDERS = ['o1', 'o2'] as const;

/** Something that happens to the business and begins runs over audiences. */
export const BUSINESS_EVENTS = ['Restocked'] as const;

/** Those of the people who may take part in tests. */
export const TEST_PROFILES: readonly string[] = ['ada', 'bob', 'cyd'];

/** Most test profiles in a session; few, so that somebody is too many. */
export const MOST_TESTERS = 2;

export const SANDBOX = 'prod';

export const WORDS = ['red', 'blue', 'green'] as const;
export const ACTIONS = ['Call', 'Score'] as const;
export const AUDIENCES = ['Regulars', 'Guests'] as const;
export const TEMPLATE = 'Greeting';

export const PROFILE = `${EXPERIENCE_PLATFORM}.Traits`;
export const STOCK = 'Shop.Stock';

export function furnishCatalogue(): EditableCatalogue {
  const catalogue = createCatalogue();
  for (const name of EVENTS) {
    const { schema, definition } = anEvent(name, { amount: 'number', word: 'string', order: 'string' });
    const supplementalId = { namespace: 'Order', key: `@{${name}.order}` };
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, ORDER_EVENTS.includes(name) ? { ...definition, supplementalId } : definition);
  }
  for (const name of BUSINESS_EVENTS) {
    const { schema, definition } = anEvent(name, { amount: 'number', word: 'string' });
    const { namespace: _, key: __, ...nobodys } = definition;
    catalogue.set('schema', String(schema.name), schema);
    catalogue.set('event', name, { ...nobodys, type: 'business' });
  }
  for (const name of ACTIONS) {
    catalogue.set('action', name, anAction(name, ['text'], { responsePayload: { score: 1 } }));
  }
  for (const name of AUDIENCES) catalogue.set('audience', name, { name, namespace: 'Email', evaluation: 'uploaded' });
  catalogue.set('template', TEMPLATE, { name: TEMPLATE, subject: 'Hello', text: 'Hello {{name}}' });
  const traits = { name: 'Traits', source: 'profile', fields: ['points', 'favourite', 'renewal'] };
  catalogue.set('fieldGroup', PROFILE, { ...traits, dataSource: EXPERIENCE_PLATFORM });
  catalogue.set('dataSource', 'Shop', { name: 'Shop', url: 'http://endpoint/shop' });
  catalogue.set('fieldGroup', STOCK, {
    name: 'Stock',
    dataSource: 'Shop',
    source: 'external',
    dynamicValues: ['item'],
    responsePayload: { left: 1 },
  });
  return catalogue;
}
