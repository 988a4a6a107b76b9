import type { EvaluationContext } from '../evaluation-context.js';
import { DATE_TIME, INTEGER } from '../shape/field-shape.js';
import type { Integer } from '../value/integer.js';
import { dateTime, type Zone } from '../value/moment.js';
import { CALENDAR_UNITS, calendarUnit, shift } from '../value/zone.js';
import { type CallSite, type FunctionDefinition, inContext } from './function-definition.js';
import { type Parameter, result, TEXT, WHOLE } from './parameter.js';
import { constantZone, ZONE } from './zone-parameter.js';

const UNIT: Parameter<string> = {
  ...TEXT,
  choices: CALENDAR_UNITS,
  refuses: (value) =>
    typeof value === 'string' && !calendarUnit(value)
      ? `there is no unit ${JSON.stringify(value)}; write one of ${CALENDAR_UNITS.join(', ')}`
      : undefined,
};

/** Functions that tell the time of the evaluation. Without a zone they see it in UTC. */
export const DATE_NOW: readonly FunctionDefinition[] = [
  {
    name: 'now',
    group: 'date',
    description: 'The current date-time, in UTC or as the zone sees it.',
    example: { expression: 'now("Europe/Paris")', value: '2026-12-01T11:00:00.000+01:00' },
    overloads: [
      inContext([], result(DATE_TIME), () => (context) => dateTime(context.now, 0)),
      inContext([ZONE], result(DATE_TIME), (call) => {
        const zone = constantZone(call, 0);
        return (_, context) => dateTime(context.now, zone);
      }),
    ],
  },
  {
    name: 'nowWithDelta',
    group: 'date',
    description:
      'The current date-time moved by a number of years, months, days, hours, minutes or seconds, back when negative, in UTC or as the zone counts.',
    example: { expression: 'nowWithDelta(-2, "hours")', value: '2026-12-01T08:00:00.000Z' },
    overloads: [
      inContext(
        [WHOLE, UNIT],
        result(DATE_TIME),
        (call) => (amount, unit, context) => moved(call, context, amount, unit, 0),
      ),
      inContext([WHOLE, UNIT, ZONE], result(DATE_TIME), (call) => {
        const zone = constantZone(call, 2);
        return (amount, unit, _, context) => moved(call, context, amount, unit, zone);
      }),
    ],
  },
  {
    name: 'currentTimeInMillis',
    group: 'date',
    description: 'The current time in epoch milliseconds.',
    example: { expression: 'currentTimeInMillis()', value: '1796119200000' },
    overloads: [inContext([], result(INTEGER), () => (context) => context.now)],
  },
];

function moved(call: CallSite, context: EvaluationContext, amount: Integer, unit: string, zone: Zone) {
  const known = calendarUnit(unit);
  if (!known) return call.fail(context, 'range', 'the unit of time is not known');
  return (
    shift(context.now, Number(amount), known, zone) ??
    call.fail(context, 'range', 'the time is outside the years 1 to 9999')
  );
}
