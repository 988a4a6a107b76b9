import { type EditableCatalogue, journeyDocument } from '@waystream/journey';
import { aJourney, anEvent, aTemplate } from '@waystream/testing';

/** Adds what messages, profile updates and jumps of a validated journey may name. */
export function addMessageWorld(made: EditableCatalogue): void {
  made.set('template', 'Reminder', aTemplate('Reminder', 'Still thinking about {{item}}?'));
  made.set('schema', 'Person', {
    name: 'Person',
    class: 'profile',
    schema: {
      type: 'object',
      properties: {
        loyalty: { type: 'object', properties: { tier: { type: 'string' }, points: { type: 'integer' } } },
      },
    },
  });
  for (const [name, more] of [
    ['Sale', { type: 'business' }],
    ['Booked', { supplementalId: { namespace: 'Booking', key: '@{Booked.booking}' } }],
  ] as const) {
    const { schema, definition } = anEvent(name, { booking: 'string' });
    made.set('schema', String(schema.name), schema);
    made.set('event', name, { ...definition, ...more });
  }
  addTarget(made, 'Orders', 'Order');
  addTarget(made, 'Unfinished', 'Order', { status: 'draft' });
  addTarget(made, 'Beacons', 'Beacon', { namespace: 'ECID' });
  addTarget(made, 'Sales', 'Sale');
  addTarget(made, 'Bookings', 'Booked');
  addTarget(made, 'Hub', 'Order', { jumpsTo: 'J' });
  addTarget(made, 'Relay', 'Order', { jumpsTo: 'journey-Hub' });
}

function addTarget(
  made: EditableCatalogue,
  name: string,
  event: string,
  {
    status = 'live',
    namespace = 'Email',
    jumpsTo = '',
  }: { status?: string; namespace?: string; jumpsTo?: string } = {},
): void {
  const start = { id: 'start', type: 'event', event } as const;
  const nodes = jumpsTo
    ? [{ ...start, next: 'leap' }, { id: 'leap', type: 'jump', journey: jumpsTo } as const]
    : [start];
  const document = journeyDocument.parse(aJourney(name, nodes, { namespace }));
  const at = '2026-01-01T00:00:00.000Z';
  const record = { uid: `version-${name}`, journeyUid: `journey-${name}`, version: 1, status };
  made.set('version', record.uid, { ...record, document, createdAt: at, modifiedAt: at });
}
