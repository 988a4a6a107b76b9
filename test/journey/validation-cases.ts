import { cart, journey, nodes, send, type ValidationCase } from './validation-world.js';

export const basicCases: ValidationCase[] = [
  [
    'an activity of an unknown type',
    nodes({ id: 'cart', type: 'evnt', event: 'Cart' }),
    'ERR_FORMAT cart type: must be one of event, audienceQualification, readAudience, condition, wait, action, email, updateProfile, jump, reaction, end',
  ],
  [
    'a part that has no meaning',
    journey({ nodes: [{ ...cart, nxt: 'send' }, send] }),
    'ERR_FORMAT cart -: Unrecognized key: "nxt"',
  ],
  [
    'a duration that is none',
    nodes(cart, { id: 'send', type: 'wait', duration: '6 hours' }),
    'ERR_FORMAT send duration: must be an ISO-8601 duration such as PT30M, PT6H or P30D',
  ],
  [
    'a timeout for calls beyond 30 s',
    journey({ properties: { timeout: 'PT31S' } }),
    'ERR_FORMAT - properties.timeout: must be between PT1S and PT30S',
  ],
  [
    'two activities with one id',
    nodes(cart, send, send),
    'ERR_ACTIVITY_DUPLICATE send id: two activities have the id "send"; give one another id',
  ],
  [
    'an entry that does not exist',
    journey({ entry: 'crat' }),
    'ERR_ENTRY_UNKNOWN - entry: the entry "crat" is no activity of this journey; did you mean "cart"?',
  ],
  [
    'an entry where nobody can enter',
    journey({ entry: 'send', nodes: [send] }),
    'ERR_ENTRY_TYPE send type: a journey cannot start with an activity of type "action"; start with an event',
  ],
  [
    'a path to nowhere',
    nodes({ ...cart, next: 'sned' }, send),
    'ERR_TARGET_UNKNOWN cart next: the path leads to "sned", which does not exist; did you mean "send"?',
  ],
  [
    'an activity that no path reaches',
    nodes({ ...cart, next: undefined }, send),
    'ERR_DISCONNECTED send -: no path leads to "send"; connect it or remove it',
  ],
  [
    'a loop',
    nodes(cart, { ...send, next: 'cart' }),
    'ERR_LOOP send -: a journey has no loops, but cart → send → cart is one; end the path or jump to another journey',
  ],
  [
    'actions side by side',
    nodes({ ...cart, next: ['send', 'wait'] }, send, { id: 'wait', type: 'wait', duration: 'PT1H' }),
    'ERR_PARALLEL cart next: only activities that wait may stand side by side, "send" does not',
  ],
  [
    'an activity beside itself',
    nodes({ ...cart, next: ['wait', 'wait'] }, { id: 'wait', type: 'wait', duration: 'PT1H' }),
    'ERR_PARALLEL cart next: "wait" stands beside itself; name it once',
  ],
  [
    'an unknown event',
    nodes({ ...cart, event: 'Kart' }, { ...send, parameters: { text: "'a'", to: "'b'" } }),
    'ERR_EVENT_UNKNOWN cart event: there is no event "Kart"; did you mean "Cart"?',
  ],
  [
    'an unknown action',
    nodes(cart, { ...send, action: 'Sent' }),
    'ERR_ACTION_UNKNOWN send action: there is no action "Sent"; did you mean "Send"?',
  ],
  [
    'a parameter without a value',
    nodes(cart, { ...send, parameters: { text: "'a'" } }),
    'ERR_PARAMETER_MISSING send parameters.to: the parameter "to" (to) of Send needs a value',
  ],
  [
    'a value without a parameter',
    nodes(cart, { ...send, parameters: { ...send.parameters, txet: "'a'" } }),
    'ERR_PARAMETER_UNKNOWN send parameters.txet: Send has no parameter "txet"; did you mean "text"?',
  ],
  [
    'no namespace',
    journey({ namespace: undefined }),
    'ERR_NAMESPACE_MISSING - namespace: the journey needs the namespace of its people, such as "ECID"',
  ],
  [
    'an event of another namespace',
    nodes({ ...cart, event: 'Beacon' }, { ...send, parameters: { text: "'a'", to: "'b'" } }),
    'ERR_NAMESPACE_MIXED cart event: the event "Beacon" is keyed by ECID, the journey by Email; all events of a journey share its namespace',
  ],
  [
    'a wait of no time',
    nodes(cart, { id: 'send', type: 'wait', duration: 'PT0S' }),
    'ERR_DURATION_RANGE send duration: PT0S must be longer than nothing and at most P91D',
  ],
  [
    'an unknown time zone',
    journey({ properties: { timezone: 'Europe/Pariss' } }),
    'ERR_TIMEZONE_UNKNOWN - properties.timezone: "Europe/Pariss" is no time zone; use an IANA name such as "Europe/Paris"',
  ],
  [
    'dates in the wrong order',
    journey({ properties: { startDate: '2026-02-01T00:00:00Z', endDate: '2026-01-01T00:00:00Z' } }),
    'ERR_DATES_REVERSED - properties.endDate: the end date must come after the start date',
  ],
  [
    'an end without a label',
    nodes({ ...cart, next: 'end' }, { id: 'end', type: 'end' }),
    'WARN_END_UNLABELLED end label: give the end a label, so that reports can tell the ends apart',
  ],
  [
    'an exit criterion that would have to fetch data',
    journey({ properties: { exitCriteria: [{ event: 'Order', condition: "inAudience('Silver')" }] } }),
    'ERR_CRITERION_DATA - properties.exitCriteria[0].condition: reads events only, no data sources and no audiences',
  ],
  [
    'a goal that would have to know another event',
    journey({
      properties: { goal: { event: 'Order', within: 'P1D', condition: '@{Cart.person} == @{Order.person}' } },
    }),
    'ERR_CRITERION_DATA - properties.goal.condition: reads "Order" only, because it is judged when the person may have left: no other event, no action',
  ],
  [
    'a goal that would have to know where the person is',
    journey({
      properties: {
        goal: { event: 'Order', within: 'P1D', condition: "#{JourneyProperties.currentNodeId} == 'cart'" },
      },
    }),
    'ERR_CRITERION_DATA - properties.goal.condition: cannot read "currentNodeId", because it is judged when the person may have left: they are at no activity',
  ],
  [
    'an activity with an id that objects have a meaning for',
    nodes({ ...cart, next: 'constructor' }, { ...send, id: 'constructor' }),
    'ERR_FORMAT constructor id: is reserved; choose another name',
  ],
  [
    'a path with such an id',
    nodes(
      { ...cart, next: 'way' },
      { id: 'way', type: 'condition', paths: [{ id: 'prototype', expression: 'true', next: 'send' }] },
      send,
    ),
    'ERR_FORMAT way paths[0].id: is reserved; choose another name',
  ],
  [
    'an entry with a timeout',
    nodes({ ...cart, timeout: { duration: 'PT1H', next: 'send' } }, send),
    'WARN_UNREACHABLE cart timeout: nobody waits at the entry, so its timeout never comes',
  ],
];
