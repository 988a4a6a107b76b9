import { cart, journey, nodes, send, type ValidationCase } from './validation-world.js';

const qualified = { id: 'silver', type: 'audienceQualification', audience: 'Silver', next: 'end' } as const;
const read = { id: 'read', type: 'readAudience', audience: 'Silver', next: 'end' } as const;
const end = { id: 'end', type: 'end', label: 'End' } as const;

const placed =
  'an audience can only be read at the entry of the journey, or right after the business event that is its entry';

/** What may be wrong with audiences, runs over them and business events. */
export const audienceCases: ValidationCase[] = [
  [
    'an audience that does not exist',
    nodes({ ...qualified, audience: 'Silvr' }, end),
    'ERR_AUDIENCE_UNKNOWN silver audience: there is no audience "Silvr"; did you mean "Silver"?',
  ],
  [
    'an exit criterion on an audience that does not exist',
    journey({ properties: { exitCriteria: [{ audience: 'Bronze' }] } }),
    'ERR_AUDIENCE_UNKNOWN - properties.exitCriteria[0].audience: there is no audience "Bronze"',
  ],
  [
    'an audience of other people',
    nodes({ ...read, audience: 'Visitors' }, end),
    'ERR_NAMESPACE_MIXED read audience: the audience "Visitors" is of people of namespace ECID, the journey of Email',
  ],
  [
    'an audience that is read later',
    nodes({ ...cart, next: 'read' }, { ...read, next: 'send' }, send),
    `ERR_RUN_PLACE read type: ${placed}`,
  ],
  [
    'a business event without an audience',
    nodes({ ...cart, event: 'Restocked', next: 'end' }, end),
    'ERR_BUSINESS_EVENT cart next: "Restocked" is a business event: the activity after it must read the audience that it concerns',
  ],
  [
    'a business event that is waited for',
    nodes({ ...cart, next: 'sale' }, { id: 'sale', type: 'event', event: 'Restocked', next: 'end' }, end),
    'ERR_BUSINESS_EVENT sale event: "Restocked" is a business event, which is about no person; it can only be the entry of a journey',
  ],
  [
    'an exit criterion on a business event',
    journey({ properties: { exitCriteria: [{ event: 'Restocked' }] } }),
    'ERR_BUSINESS_EVENT - properties.exitCriteria[0].event: "Restocked" is a business event, which is about no person; nobody can send it',
  ],
  [
    'a malformed schedule',
    nodes({ ...read, schedule: { everyDay: '25:00' } }, end),
    'ERR_FORMAT read schedule.everyDay: must be a time of day such as 09:30',
  ],
  [
    'a schedule with two rhythms',
    nodes({ ...read, schedule: { every: 'PT1H', everyDay: '09:00' } }, end),
    'ERR_FORMAT read schedule.everyDay: either a run every so often or one every day; leave one of the two out',
  ],
  [
    'an audience in an expression that does not exist',
    nodes(cart, { ...send, parameters: { ...send.parameters, text: "inAudience('Silvr')" } }),
    'ERR_EXPRESSION send parameters.text: line 1, column 12: there is no audience called "Silvr"; did you mean Silver?',
  ],
];
