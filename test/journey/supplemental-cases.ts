import { journey, type ValidationCase } from './validation-world.js';

const startsWith = (event: string, later: string) =>
  journey({
    entry: 'first',
    nodes: [
      { id: 'first', type: 'event', event, next: 'later' },
      { id: 'later', type: 'event', event: later },
    ],
  });

const about = (properties: object) =>
  journey({ entry: 'first', nodes: [{ id: 'first', type: 'event', event: 'Reserved' }], properties });

export const supplementalCases: ValidationCase[] = [
  [
    'a later event that does not say which instance it is about',
    startsWith('Reserved', 'Order'),
    'ERR_SUPPLEMENTAL_MISSING later event: people are inside once for each Booking, so the event "Order" needs a supplemental identifier of that namespace too',
  ],
  [
    'a later event that is about something else',
    startsWith('Reserved', 'Shipped'),
    'ERR_SUPPLEMENTAL_MIXED later event: people are inside once for each Booking, but the supplemental identifier of the event "Shipped" is a Parcel; use an event with the same',
  ],
  [
    'an exit criterion that is about something else',
    about({ exitCriteria: [{ event: 'Changed' }, { event: 'Shipped' }] }),
    'ERR_SUPPLEMENTAL_MIXED - properties.exitCriteria[1].event: people are inside once for each Booking, but the supplemental identifier of the event "Shipped" is a Parcel; use an event with the same',
  ],
  [
    'a goal that is about something else',
    about({ exitCriteria: [{ event: 'Order' }], goal: { event: 'Shipped', within: 'P1D' } }),
    'ERR_SUPPLEMENTAL_MIXED - properties.goal.event: people are inside once for each Booking, but the supplemental identifier of the event "Shipped" is a Parcel; use an event with the same',
  ],
];

/** Journeys that are right about supplemental identifiers. */
export const rightSupplementals = [
  ['later events about the same thing', startsWith('Reserved', 'Changed')],
  ['a later event about something that the journey does not ask for', startsWith('Order', 'Reserved')],
] as const;
