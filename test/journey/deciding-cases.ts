import { cart, journey, nodes, send, type ValidationCase } from './validation-world.js';

const before = { ...cart, next: 'way' };
const end = { id: 'end', type: 'end', label: 'End' };
const condition = (more: object) => nodes(before, { id: 'way', type: 'condition', ...more });
const wait = (more: object) => nodes(before, { id: 'way', type: 'wait', ...more });
const within = (goal: object) => journey({ properties: { goal } });

/** Flaws of the activities that decide and wait, and of what takes people out or counts them. */
export const decidingCases: ValidationCase[] = [
  [
    'a wait of an unknown kind',
    wait({ kind: 'until', date: '2026-12-24' }),
    'ERR_FORMAT way kind: must be one of duration, date, custom',
  ],
  [
    'a wait until a date that is none',
    wait({ kind: 'date', date: '24.12.2026' }),
    'ERR_FORMAT way date: must be a date or date-time such as 2026-12-24, 2026-12-24T18:00 or 2026-12-24T18:00:00+01:00',
  ],
  [
    'a wait until a day that no calendar has',
    wait({ kind: 'date', date: '2026-02-30' }),
    'ERR_FORMAT way date: must be a date or date-time such as 2026-12-24, 2026-12-24T18:00 or 2026-12-24T18:00:00+01:00',
  ],
  [
    'a wait with the settings of another kind',
    wait({ kind: 'date', date: '2026-12-24', duration: 'PT1H' }),
    'ERR_FORMAT way -: Unrecognized key: "duration"',
  ],
  [
    'a wait for something that is no time',
    wait({ kind: 'custom', expression: '@{Cart.total}' }),
    'ERR_EXPRESSION way expression: line 1, column 1: expected dateTimeOnly or dateTime but the expression is decimal',
  ],
  [
    'a wait longer than anybody stays inside',
    wait({ duration: 'P92D' }),
    'ERR_DURATION_RANGE way duration: P92D must be longer than nothing and at most P91D',
  ],
  [
    'a condition of an unknown kind',
    condition({ kind: 'coin', paths: [] }),
    'ERR_FORMAT way kind: must be one of dataSource, time, date, percentageSplit, experiment, profileCap',
  ],
  [
    'a path that has the name of another way out',
    condition({ paths: [{ id: 'otherwise', expression: 'true' }] }),
    'ERR_FORMAT way paths[0].id: must be neither "otherwise" nor "error"',
  ],
  ...['dataSource', 'time', 'date', 'percentageSplit', 'experiment', 'profileCap'].map(
    (kind): ValidationCase => [
      `two paths of a ${kind} condition with one id`,
      condition({ kind, ...(kind === 'profileCap' && { cap: 1 }), paths: [pathOf(kind), pathOf(kind)] }),
      'ERR_FORMAT way paths: two paths have the same id',
    ],
  ),
  [
    'a time of day that no clock shows',
    condition({ kind: 'time', paths: [{ id: 'a', hours: { from: '9:00', to: '24:30' } }] }),
    'ERR_FORMAT way paths[0].hours.from: must be a time of day such as 09:30',
  ],
  [
    'an end of hours that no clock shows',
    condition({ kind: 'time', paths: [{ id: 'a', hours: { from: '09:00', to: '24:30' } }] }),
    'ERR_FORMAT way paths[0].hours.to: must be a time of day such as 17:30, at most 24:00',
  ],
  [
    'hours that are over when they begin',
    condition({ kind: 'time', paths: [{ id: 'a', hours: { from: '09:00', to: '09:00' } }] }),
    'ERR_FORMAT way paths[0].hours: must end at another time than they begin; leave them out for the whole day',
  ],
  [
    'a day that no week has',
    condition({ kind: 'time', paths: [{ id: 'a', days: ['Monday'] }] }),
    'ERR_FORMAT way paths[0].days[0]: must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday',
  ],
  [
    'a time condition without a time',
    condition({ kind: 'time', paths: [{ id: 'a' }] }),
    'ERR_FORMAT way paths[0]: needs hours, days or both',
  ],
  [
    'a date condition without a date',
    condition({ kind: 'date', paths: [{ id: 'a' }] }),
    'ERR_FORMAT way paths[0]: needs from, to or both',
  ],
  [
    'a range of dates that ends before it begins',
    condition({ kind: 'date', paths: [{ id: 'a', from: '2026-12-24T10:00+01:00', to: '2026-12-24T09:00' }] }),
    'ERR_DATES_REVERSED way paths[0].to: 2026-12-24T09:00 must come after 2026-12-24T10:00+01:00',
  ],
  [
    'percentages that are not the whole',
    condition({ kind: 'percentageSplit', paths: [share('a', 33.3), share('b', 66.6)] }),
    'ERR_PERCENTAGE_SUM way paths: the percentages add up to 99.9, they must add up to 100',
  ],
  [
    'a percentage beyond the whole',
    condition({ kind: 'percentageSplit', paths: [share('a', 120)] }),
    'ERR_FORMAT way paths[0].percentage: must be from 0 to 100',
  ],
  [
    'a path of a split that gets nobody',
    condition({ kind: 'percentageSplit', paths: [share('a', 100), share('b', 0)] }),
    'WARN_UNREACHABLE way paths[1].percentage: nobody takes the path "b": it gets 0 %',
  ],
  [
    'an experiment with two holdouts',
    condition({
      kind: 'experiment',
      paths: [
        { ...share('a', 50), holdout: true },
        { ...share('b', 50), holdout: true },
      ],
    }),
    'ERR_FORMAT way paths: only one path can be the holdout',
  ],
  [
    'an experiment that nothing judges',
    condition({ kind: 'experiment', paths: [share('a', 50), share('b', 50)] }),
    'WARN_GOAL_MISSING way -: treatments are compared by the goal of the journey, which has none; add properties.goal',
  ],
  [
    'a cap with a single path',
    condition({ kind: 'profileCap', cap: 5, paths: [{ id: 'a' }] }),
    'ERR_FORMAT way paths: needs exactly two paths: within the cap, and beyond it',
  ],
  [
    'a cap that lets nobody through',
    condition({ kind: 'profileCap', cap: 0, paths: [{ id: 'a' }, { id: 'b' }] }),
    'ERR_FORMAT way cap: must be at least 1',
  ],
  [
    'a path below one that is always taken',
    condition({
      paths: [
        { id: 'all', expression: '(true)' },
        { id: 'large', expression: '@{Cart.total} > 5' },
      ],
    }),
    'WARN_UNREACHABLE way paths[1]: nobody takes the path "large": "all" above it is always true',
  ],
  [
    'other cases where there can be none',
    nodes(
      before,
      { id: 'way', type: 'condition', paths: [{ id: 'all', expression: 'true' }], otherwise: { next: 'end' } },
      end,
    ),
    'WARN_UNREACHABLE way otherwise: nobody takes the path for other cases: "all" above it is always true',
  ],
  [
    'a path that is never taken',
    condition({ paths: [{ id: 'none', expression: 'false' }] }),
    'WARN_UNREACHABLE way paths[0]: nobody takes the path "none": its expression is never true',
  ],
  [
    'an exit criterion about an unknown event',
    journey({ properties: { exitCriteria: [{ event: 'Ordr' }] } }),
    'ERR_EVENT_UNKNOWN - properties.exitCriteria[0].event: there is no event "Ordr"; did you mean "Order"?',
  ],
  [
    'an exit criterion about an event of other people',
    journey({ properties: { exitCriteria: [{ event: 'Beacon' }] } }),
    'ERR_NAMESPACE_MIXED - properties.exitCriteria[0].event: the event "Beacon" is keyed by ECID, the journey by Email; all events of a journey share its namespace',
  ],
  [
    'a goal that is an unknown event',
    within({ event: 'Ordr', within: 'P7D' }),
    'ERR_EVENT_UNKNOWN - properties.goal.event: there is no event "Ordr"; did you mean "Order"?',
  ],
  [
    'a goal without time to be reached',
    within({ event: 'Order', within: 'PT0S' }),
    'ERR_DURATION_RANGE - properties.goal.within: PT0S must be longer than nothing and at most P91D',
  ],
  [
    'a goal that is looked for too long',
    within({ event: 'Order', within: 'P92D' }),
    'ERR_DURATION_RANGE - properties.goal.within: P92D must be longer than nothing and at most P91D',
  ],
  [
    'a wrong condition of the goal',
    within({ event: 'Order', within: 'P7D', condition: '1.5' }),
    'ERR_EXPRESSION - properties.goal.condition: line 1, column 1: expected boolean but the expression is decimal; did you mean toBool(1.5)?',
  ],
  [
    'a data source in a journey without a namespace',
    journey({
      namespace: undefined,
      nodes: [before, { id: 'way', type: 'condition', paths: [{ id: 'a', expression: "inAudience('Silver')" }] }, send],
    }),
    'ERR_NAMESPACE_MISSING - namespace: the journey needs the namespace of its people, such as "ECID"',
  ],
];

function share(id: string, percentage: number) {
  return { id, percentage };
}

function pathOf(kind: string): object {
  const settings: Record<string, object> = {
    dataSource: { expression: 'true' },
    time: { days: ['monday'] },
    date: { from: '2026-01-01' },
    percentageSplit: { percentage: 50 },
    experiment: { percentage: 50 },
  };
  return { id: 'same', ...settings[kind] };
}
