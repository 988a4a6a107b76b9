/**
 * States and messages as releases have written them, letter for letter. People stay parked for months, so whatever was
 * written once must still run. Entries are added with each new form and never changed.
 *
 * Everybody here is in the journey of `recorded-states.unit.test.ts`.
 */
export interface RecordedState {
  what: string;
  state: string;
  /** What happens next, and the steps that follow from it. */
  input: object;
  at: number;
  way: string[];
}

const NOON = 1_767_225_600_000;
const HOUR = 3_600_000;
const person = 'prod:Email:ada';
const order = {
  v: 1,
  type: 'event',
  id: 'e2',
  person,
  events: ['Order'],
  payload: { person: 'ada', id: 'o-7' },
  at: 0,
};
const performed = {
  ...{ v: 1, type: 'performed', id: 'i.2', person, instance: 'ididididididid01', visit: 2 },
  outcome: { status: 'ok', httpStatus: 200, elapsedMs: 12, attempts: 1 },
};

export const RECORDED_STATES: RecordedState[] = [
  {
    what: 'form 1, waiting, moved by an event',
    state: `[1,{},[["ididididididid01","v1",${NOON},1769817600000,4,4,{"Cart":{}},["l",[["order",3,"Order",null],["hour",4,null,${NOON + HOUR}]]]]]]`,
    input: order,
    at: NOON + 5_000,
    way: ['hour:cancelled', 'order:next'],
  },
  {
    what: 'form 1, waiting, moved by time',
    state: `[1,{},[["ididididididid01","v1",${NOON},1769817600000,4,4,{"Cart":{}},["l",[["order",3,"Order",null],["hour",4,null,${NOON + HOUR}]]]]]]`,
    input: { type: 'timer', person },
    at: NOON + HOUR,
    way: ['order:cancelled', 'hour:next'],
  },
  {
    what: 'form 1, a call in flight and an event held',
    state: `[1,{"j1":${NOON}},[["ididididididid01","v1",${NOON},1769817600000,2,1,{"Cart":{}},["p","first"],{"held":[{"event":"Order","payload":{"id":"o-7"},"at":${NOON + 1}}]}]]]`,
    input: performed,
    at: NOON + 2_000,
    way: ['first:next', 'order:waiting', 'hour:waiting', 'hour:cancelled', 'order:next'],
  },
  {
    what: 'form 1, waiting for data',
    state: `[1,{},[["ididididididid01","v1",${NOON},1769817600000,5,6,{"Cart":{},"Order":{"id":"o-7"}},["f","second",0,[]]]]]`,
    input: {
      ...{ v: 1, type: 'fetched', id: 'i.5.0', person, instance: 'ididididididid01', visit: 5, round: 0 },
      answers: [{ source: 'ExperiencePlatform', group: 'Names', params: null, data: { firstName: 'Ada' } }],
    },
    at: NOON + 2_000,
    way: [],
  },
  {
    what: 'form 2, waiting, moved by an event',
    state: `[2,[["ididididididid01","v1",${NOON},4,4,{"Cart":{}},[["order","Order"],["hour",0,${HOUR}]],"0.:0,1.:0"]]]`,
    input: order,
    at: NOON + 5_000,
    way: ['hour:cancelled', 'order:next'],
  },
  {
    what: 'form 2, beyond another global timeout than the usual one',
    state: `[2,[["ididididididid01","v1",${NOON},4,4,{"Cart":{}},[["order","Order"]],"0.:0,1.:0",{"timeoutMs":${HOUR}}]]]`,
    input: { type: 'timer', person },
    at: NOON + HOUR,
    way: ['order:cancelled', '-:instanceTimedout'],
  },
  {
    what: 'form 2, a call in flight and an event held',
    state: `[2,[["ididididididid01","v1",${NOON},2,1,{"Cart":{}},["p","first"],"0.:0",{"held":[["Order","Order",{"id":"o-7"},${NOON + 1}]]}]],{"j1":${NOON}}]`,
    input: performed,
    at: NOON + 2_000,
    way: ['first:next', 'order:waiting', 'hour:waiting', 'hour:cancelled', 'order:next'],
  },
  {
    what: 'form 2, waiting for data, and its goal still open',
    state: `[2,[["ididididididid01","v1",${NOON},5,6,{"Cart":{},"Order":{"id":"o-7"}},["f",["second"],0,[]],"0.:0,1.:1,2.:5"]],{},[["ididididididid01","j1","v1",${NOON + HOUR},null]]]`,
    input: {
      ...{ v: 1, type: 'fetched', id: 'i.5.0', person, instance: 'ididididididid01', visit: 5, round: 0 },
      answers: [{ source: 'ExperiencePlatform', group: 'Names', params: null, data: { firstName: 'Ada' } }],
    },
    at: NOON + 2_000,
    way: [],
  },
  {
    what: 'form 2, waiting, and its goal open for one booking and two treatments',
    state: `[2,[["ididididididid01","v1",${NOON},4,4,{"Cart":{}},[["order","Order"],["hour",0,${HOUR}]],"0.:0,1.:0"]],{},[["ididididididid01","j1","v1",${NOON + HOUR},"one:a,two:b","booking-7"]]]`,
    input: order,
    at: NOON + 5_000,
    way: ['hour:cancelled', 'order:next'],
  },
];

/** People who are inside of nothing: since when, and how long, it matters that they were. */
export const RECORDED_ENTRANCES = [
  { what: 'form 1', state: `[1,{"j1":${NOON}},[]]`, entrance: { at: NOON, until: null } },
  { what: 'form 2, for good', state: `[2,[],{"j1":${NOON}}]`, entrance: { at: NOON, until: null } },
  { what: 'form 2, for an hour', state: `[2,[],{"j1":[${NOON},${HOUR}]}]`, entrance: { at: NOON, until: NOON + HOUR } },
];

/** Messages of earlier releases that are still under way during a rollout. */
export const RECORDED_MESSAGES = {
  inbox: [
    `{"v":1,"type":"event","id":"e1","person":"${person}","events":["Cart"],"payload":{"person":"ada"},"at":${NOON}}`,
    `{"v":1,"id":"i.2","person":"${person}","type":"performed","instance":"i","visit":2,"outcome":{"status":"ok","elapsedMs":3,"attempts":1}}`,
    `{"v":1,"id":"i.2.0","person":"${person}","type":"fetched","instance":"i","visit":2,"round":0,"answers":[]}`,
    `{"v":1,"id":"i.stop","person":"${person}","type":"stop","version":"v1"}`,
  ],
  actions: [
    `{"v":1,"id":"i.2","person":"${person}","journey":"j1","version":"v1","instance":"i","visit":2,"node":"first","at":${NOON},"timeoutMs":5000,"action":"First","parameters":{}}`,
  ],
  fetches: [
    `{"v":1,"id":"i.2.0","person":"${person}","journey":"j1","version":"v1","instance":"i","visit":2,"node":"first","at":${NOON},"timeoutMs":5000,"round":0,"groups":[]}`,
  ],
  steps: [
    `[1,"${person}",[["j1","v1","ididididididid01",[[0,${NOON},"cart","event","transitions","next",2,null,null,null]]]]]`,
  ],
} as const;
