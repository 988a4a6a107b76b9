import { DATE_TIME, DATE_TIME_ONLY } from '../shape/field-shape.js';
import type { Integer } from '../value/integer.js';
import { dateTime, dateTimeOnly } from '../value/moment.js';
import { setDay, setHour } from '../value/wall-clock.js';
import { atLocalOf, localMsOf } from '../value/zone.js';
import { type FunctionDefinition, type Overload, whenPresent } from './function-definition.js';
import { INSTANT, result, WALL_CLOCK, WHOLE } from './parameter.js';
import { constantZone, ZONE } from './zone-parameter.js';

/** Functions that give a date another part or another zone. */
export const DATE_PARTS: readonly FunctionDefinition[] = [
  {
    name: 'setHours',
    group: 'date',
    description: 'The date with another hour, 0 to 23, on the wall clock of its own zone.',
    example: { expression: 'setHours(toDateTime("2010-12-12T01:11:00Z"), 4)', value: '2010-12-12T04:11:00.000Z' },
    overloads: setting(setHour, 'a day has the hours 0 to 23'),
  },
  {
    name: 'setDays',
    group: 'date',
    description: 'The date with another day of its month, which must exist.',
    example: { expression: 'setDays(toDateTime("2010-12-12T01:11:00Z"), 25)', value: '2010-12-25T01:11:00.000Z' },
    overloads: setting(setDay, 'the month has no such day'),
  },
  {
    name: 'updateTimeZone',
    group: 'date',
    description: 'The same instant as another zone sees it.',
    example: {
      expression: 'updateTimeZone(toDateTime("2026-12-01T10:00:00Z"), "America/New_York")',
      value: '2026-12-01T05:00:00.000-05:00',
    },
    overloads: [
      whenPresent([INSTANT, ZONE], result(DATE_TIME), (call) => {
        const zone = constantZone(call, 1);
        return (instant) => dateTime(instant.ms, zone);
      }),
    ],
  },
];

function setting(set: (localMs: number, part: number) => number | undefined, otherwise: string): Overload[] {
  const changed = (localMs: number, part: Integer) => set(localMs, Number(part));
  return [
    whenPresent([INSTANT, WHOLE], result(DATE_TIME), (call) => (instant, part, sink) => {
      const localMs = changed(localMsOf(instant), part);
      const found = localMs === undefined ? null : atLocalOf(instant, localMs);
      return found ?? call.fail(sink, 'range', otherwise);
    }),
    whenPresent([WALL_CLOCK, WHOLE], result(DATE_TIME_ONLY), (call) => (moment, part, sink) => {
      const localMs = changed(moment.ms, part);
      return localMs === undefined ? call.fail(sink, 'range', otherwise) : dateTimeOnly(localMs);
    }),
  ];
}
