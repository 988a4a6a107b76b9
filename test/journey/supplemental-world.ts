import type { JsonObject } from '@waystream/core';
import type { EditableCatalogue } from '@waystream/journey';
import { anEvent } from '@waystream/testing';

/** Events that name a booking, a parcel, or nothing beside the person. */
export function addSupplementalWorld(catalogue: EditableCatalogue): void {
  for (const [name, namespace] of [
    ['Reserved', 'Booking'],
    ['Changed', 'Booking'],
    ['Shipped', 'Parcel'],
  ] as const) {
    const { schema, definition } = anEvent(name, { number: 'integer' });
    catalogue.set('schema', `${name}Schema`, schema);
    catalogue.set('event', name, { ...definition, supplementalId: { namespace, key: `@{${name}.number}` } });
  }
}

/** An event whose payload lists bookings, with the given expression for their identifier. */
export function aboutBookings(catalogue: EditableCatalogue, key: string): JsonObject {
  const booking = { type: 'object', properties: { number: { type: 'integer' }, code: { type: 'string' } } };
  const properties = { person: { type: 'string' }, bookings: { type: 'array', items: booking } };
  const schema = { type: 'object', properties };
  catalogue.set('schema', 'bookings', { name: 'bookings', class: 'experienceEvent', schema });
  const { definition } = anEvent('Many');
  return { ...definition, schema: 'bookings', supplementalId: { namespace: 'Booking', key } };
}
