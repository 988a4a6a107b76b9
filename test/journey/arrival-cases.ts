import { type Json, parseJson } from '@waystream/core';
import { type EditableCatalogue, journeyDocument } from '@waystream/journey';
import { aJourney, anEvent } from '@waystream/testing';
import type { ValidationCase } from './validation-world.js';

/** The journey that others jump into, and whose next version is validated. */
export const JUMPED_INTO = 'journey-Deliveries';

/** Adds a journey that others jump into: by name, by uid, and only for those who are still inside. */
export function addArrivalWorld(made: EditableCatalogue): void {
  const { schema, definition } = anEvent('Parcel', { id: 'string' });
  made.set('schema', String(schema.name), schema);
  made.set('event', 'Parcel', definition);
  const put = (name: string, nodes: Parameters<typeof aJourney>[1], status = 'live') => {
    const at = '2026-01-01T00:00:00.000Z';
    const record = { uid: `version-${name}`, journeyUid: `journey-${name}`, version: 1, status };
    const document = journeyDocument.parse(aJourney(name, nodes));
    made.set('version', record.uid, { ...record, document, createdAt: at, modifiedAt: at });
  };
  put('Deliveries', [{ id: 'parcel', type: 'event', event: 'Parcel' }]);
  const from = (journey: string) => [
    { id: 'cart', type: 'event', event: 'Cart', next: 'leap' } as const,
    { id: 'leap', type: 'jump', journey, parameters: { person: '@{Cart.person}', id: "'p-1'" } } as const,
  ];
  put('ByName', from('Deliveries'));
  put('ByUid', from(JUMPED_INTO));
  put('Leaving', from(JUMPED_INTO), 'closed');
}

const next = (event: string, name = 'Deliveries'): Json =>
  parseJson(JSON.stringify(aJourney(name, [{ id: 'start', type: 'event', event }])));

export const goodArrivals = [
  ['the next version of a journey that others jump into', next('Parcel')],
  ['one that starts with an event that takes what jumps give', next('Order')],
] as const;

/** Judged as the next version of the journey that others jump into. */
export const arrivalCases: ValidationCase[] = [
  [
    'a name by which others jump here no more',
    next('Parcel', 'Parcels'),
    'ERR_JUMP_ARRIVAL - -: the jump "leap" of "ByName" breaks: it goes to "Deliveries", and the journey is called "Parcels" now; let it name the uid',
  ],
  [
    'a first event with which nobody can jump here',
    next('Booked'),
    'ERR_JUMP_ARRIVAL - -: the jump "leap" of "ByUid" breaks: "Deliveries" runs once for each Booking, which a jump does not name',
  ],
  [
    'a first event that does not take what jumps give',
    next('Cart'),
    'WARN_JUMP_ARRIVAL - -: the jump "leap" of "ByUid" breaks: the event "Cart" has no field "id"; did you mean "_id"?',
  ],
  [
    'jumps of people who are still inside a closed version',
    next('Booked'),
    'WARN_JUMP_ARRIVAL - -: the jump "leap" of "Leaving" breaks, for those still inside its version 1: "Deliveries" runs once for each Booking, which a jump does not name',
  ],
];
