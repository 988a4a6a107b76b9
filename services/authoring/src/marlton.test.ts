import type { JsonObject } from '@waystream/core';

/** The journey of a hotel's guests from the lobby on, with every kind of activity. */
export const MARLTON: JsonObject = {
  name: 'Marlton lobby',
  namespace: 'ECID',
  properties: {
    reentrance: { allowed: true, waitPeriod: 'PT0S' },
    timezone: 'Europe/Paris',
    useProfileTimezone: false,
    timeout: 'PT5S',
    globalTimeout: 'P30D',
    startDate: null,
    endDate: null,
  },
  entry: 'lobby',
  nodes: [
    { id: 'lobby', type: 'event', event: 'LobbyBeacon', next: 'loyalty' },
    {
      id: 'loyalty',
      type: 'condition',
      kind: 'dataSource',
      paths: [
        {
          id: 'member',
          label: 'Loyalty member',
          expression: '#{ExperiencePlatform.MarltonProfiles._customer.marlton.loyaltyMember}',
          next: 'booked',
        },
        {
          id: 'guest',
          label: 'Not a member',
          expression: 'not #{ExperiencePlatform.MarltonProfiles._customer.marlton.loyaltyMember, defaultValue: false}',
          next: 'joinEmail',
        },
      ],
      onError: { next: 'done' },
    },
    {
      id: 'booked',
      type: 'condition',
      kind: 'dataSource',
      paths: [
        {
          id: 'yes',
          label: 'Room booked',
          next: 'welcome',
          expression:
            '#{MarltonReservation.Reservation.reservation, params: {id: @{LobbyBeacon.endUserIDs._experience.mcid.id}}} == true',
        },
      ],
      otherwise: { next: 'roomRates' },
    },
    push('welcome', 'Welcome', { label: 'Welcome', next: ['restaurant', 'sixHours'], onError: { next: 'done' } }),
    { id: 'restaurant', type: 'event', event: 'RestaurantBeacon', next: 'mealDiscount' },
    { id: 'sixHours', type: 'wait', kind: 'duration', duration: 'PT6H', next: 'done' },
    push('mealDiscount', 'MealDiscount'),
    push('roomRates', 'RoomRates'),
    {
      id: 'joinEmail',
      type: 'action',
      action: 'SendEmail',
      parameters: { to: '#{ExperiencePlatform.ProfileFieldGroup.personalEmail.address}' },
    },
    { id: 'done', type: 'end', label: 'Done' },
  ],
};

function push(id: string, template: string, more: JsonObject = {}): JsonObject {
  const parameters = { template: `'${template}'`, token: '@{LobbyBeacon.pushToken}' };
  return { id, type: 'action', action: 'SendPush', parameters, ...more };
}
