import { BOOLEAN } from '../shape/field-shape.js';
import { type CalendarUnit, shift } from '../value/zone.js';
import { type FunctionDefinition, inContext } from './function-definition.js';
import { INSTANT, result, WHOLE } from './parameter.js';

/** Exact length of the units that have one; months and years follow the calendar in UTC. */
const EXACT_MS: Readonly<Partial<Record<CalendarUnit, number>>> = { hours: 3_600_000, days: 86_400_000 };

const UNITS = [
  ['Hours', 'hours'],
  ['Days', 'days'],
  ['Months', 'months'],
  ['Years', 'years'],
] as const;

/** Whether a date-time lies between now and so many units back or ahead, both ends included. */
export const DATE_WINDOW: readonly FunctionDefinition[] = UNITS.flatMap(([suffix, unit]) => [
  window(`inLast${suffix}`, unit, -1, 'back'),
  window(`inNext${suffix}`, unit, 1, 'ahead'),
]);

function window(name: string, unit: CalendarUnit, direction: 1 | -1, words: string): FunctionDefinition {
  return {
    name,
    group: 'date',
    description: `Whether a date-time lies between now and so many ${unit} ${words}.`,
    example: { expression: `${name}(@{Order.timestamp}, 4)`, value: 'true' },
    overloads: [
      inContext([INSTANT, WHOLE], result(BOOLEAN), (call) => {
        const end = edge(unit);
        return (instant, count, context) => {
          const { now } = context;
          if (direction === 1 ? instant.ms < now : instant.ms > now) return false;
          const edgeMs = end(now, direction * Number(count));
          if (edgeMs === undefined) return call.fail(context, 'range', 'the time is outside the years 1 to 9999');
          return direction === 1 ? instant.ms <= edgeMs : instant.ms >= edgeMs;
        };
      }),
    ],
  };
}

/** The other end of the window. Remembered for the last question, since a collection asks the same one for each element. */
function edge(unit: CalendarUnit): (now: number, amount: number) => number | undefined {
  const exactMs = EXACT_MS[unit];
  if (exactMs !== undefined) return (now, amount) => now + amount * exactMs;
  let lastNow = Number.NaN;
  let lastAmount = Number.NaN;
  let found: number | undefined;
  return (now, amount) => {
    if (now !== lastNow || amount !== lastAmount) {
      lastNow = now;
      lastAmount = amount;
      found = shift(now, amount, unit, 0)?.ms;
    }
    return found;
  };
}
