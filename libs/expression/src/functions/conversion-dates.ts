import { DATE_ONLY, DATE_TIME, DATE_TIME_ONLY, DURATION, type Type } from '../shape/field-shape.js';
import { readDuration } from '../value/duration-text.js';
import type { Integer } from '../value/integer.js';
import { DAY_MS, dayNumber, daysInMonth, readIsoText } from '../value/iso-text.js';
import { dateOnly, dateTime, dateTimeOnly, duration, isMoment, isWritable, MOMENT } from '../value/moment.js';
import { readDateTime } from '../value/read-value.js';
import type { Value } from '../value/value.js';
import { atLocal, localMsOf } from '../value/zone.js';
import { type FunctionDefinition, whenPresent } from './function-definition.js';
import { DAY, INSTANT, type Parameter, result, TEXT, TIMESPAN, WALL_CLOCK, WHOLE } from './parameter.js';
import { constantZone, ZONE } from './zone-parameter.js';

const OUTSIDE = 'the time is outside the years 1 to 9999';

/** Conversions to dates and durations. What cannot be converted is recorded and absent. */
export const DATE_CONVERSIONS: readonly FunctionDefinition[] = [
  {
    name: 'toDateOnly',
    group: 'conversion',
    description: 'The day in an ISO-8601 text, or of a date with time as its own zone sees it.',
    example: { expression: 'toDateOnly("2016-08-18")', value: '2016-08-18' },
    overloads: [
      whenPresent([TEXT], result(DATE_ONLY), (call) => (text, sink) => {
        const moment = readIsoText(text);
        return moment
          ? dateOnly(moment.localMs)
          : call.fail(sink, 'conversion', 'toDateOnly() was given a text that is no date');
      }),
      whenPresent([INSTANT], result(DATE_ONLY), (call) => (instant, sink) => {
        const localMs = localMsOf(instant);
        return isWritable(localMs) ? dateOnly(localMs) : call.fail(sink, 'range', OUTSIDE);
      }),
      whenPresent([WALL_CLOCK], result(DATE_ONLY), () => (moment) => dateOnly(moment.ms)),
      whenPresent([DAY], result(DATE_ONLY), () => (day) => day),
    ],
  },
  {
    name: 'toDateTimeOnly',
    group: 'conversion',
    description:
      'The wall-clock reading in an ISO-8601 text, of a date-time in its own zone, of midnight of a day, or of year, month, day, hour, minute and second.',
    example: { expression: 'toDateTimeOnly("2016-08-18")', value: '2016-08-18T00:00:00.000' },
    overloads: [
      whenPresent([TEXT], result(DATE_TIME_ONLY), (call) => (text, sink) => {
        const moment = readIsoText(text);
        return moment
          ? dateTimeOnly(moment.localMs)
          : call.fail(sink, 'conversion', 'toDateTimeOnly() was given a text that is no date');
      }),
      whenPresent([INSTANT], result(DATE_TIME_ONLY), (call) => (instant, sink) => {
        const localMs = localMsOf(instant);
        return isWritable(localMs) ? dateTimeOnly(localMs) : call.fail(sink, 'range', OUTSIDE);
      }),
      whenPresent([DAY], result(DATE_TIME_ONLY), () => (day) => dateTimeOnly(day.ms)),
      whenPresent([WALL_CLOCK], result(DATE_TIME_ONLY), () => (moment) => moment),
      whenPresent(
        [WHOLE, WHOLE, WHOLE],
        result(DATE_TIME_ONLY),
        (call) => (year, month, day, sink) =>
          fromParts([year, month, day, 0, 0, 0]) ?? call.fail(sink, 'range', 'there is no such date'),
      ),
      whenPresent(
        [WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE],
        result(DATE_TIME_ONLY),
        (call) => (year, month, day, hour, minute, second, sink) =>
          fromParts([year, month, day, hour, minute, second]) ??
          call.fail(sink, 'range', 'there is no such date and time'),
      ),
    ],
  },
  {
    name: 'toDateTime',
    group: 'conversion',
    description:
      'The instant in an ISO-8601 text with offset, of epoch milliseconds, or at which the wall clock of a zone shows a reading.',
    example: { expression: 'toDateTime("2011-12-03T15:15:30Z")', value: '2011-12-03T15:15:30.000Z' },
    overloads: [
      whenPresent(
        [TEXT],
        result(DATE_TIME),
        (call) => (text, sink) =>
          readDateTime(text) ??
          call.fail(sink, 'conversion', 'toDateTime() was given a text that is no date-time with offset'),
      ),
      whenPresent(
        [WHOLE],
        result(DATE_TIME),
        (call) => (epochMs, sink) =>
          isWritable(Number(epochMs)) ? dateTime(Number(epochMs), 0) : call.fail(sink, 'range', OUTSIDE),
      ),
      whenPresent([ZONE, WALL_CLOCK], result(DATE_TIME), (call) => {
        const zone = constantZone(call, 0);
        return (_, moment, sink) => atLocal(moment.ms, zone) ?? call.fail(sink, 'range', OUTSIDE);
      }),
      whenPresent([INSTANT], result(DATE_TIME), () => (instant) => instant),
    ],
  },
  {
    name: 'toDuration',
    group: 'conversion',
    description: 'The amount of time in an ISO-8601 text of days, hours, minutes and seconds, or of milliseconds.',
    example: { expression: 'toDuration("PT10H")', value: 'PT10H' },
    overloads: [
      whenPresent([TEXT], result(DURATION), (call) => (text, sink) => {
        const ms = readDuration(text);
        return ms === null
          ? call.fail(sink, 'conversion', 'toDuration() was given a text that is no duration')
          : duration(ms);
      }),
      whenPresent(
        [WHOLE],
        result(DURATION),
        (call) => (ms, sink) =>
          typeof ms === 'number' ? duration(ms) : call.fail(sink, 'range', 'the duration is too long'),
      ),
      whenPresent([TIMESPAN], result(DURATION), () => (given) => given),
    ],
  },
  {
    name: 'date',
    group: 'conversion',
    description: 'A date written out: a day, a date and time, or with an offset an instant. The text tells the type.',
    example: { expression: 'date("2021-02-19")', value: '2021-02-19' },
    overloads: [
      whenPresent(
        [{ ...TEXT, constant: true } satisfies Parameter<string>],
        { is: 'decided', name: 'dateOnly or dateTimeOnly or dateTime', by: typeOfDate },
        () => (text) => readDate(text) ?? null,
      ),
    ],
  },
];

function fromParts(parts: readonly Integer[]): Value {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  return dateTimeOnly(dayNumber(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000);
}

function typeOfDate({ constants: [text] }: { constants: readonly (Value | undefined)[] }): Type | string {
  const moment = typeof text === 'string' ? readDate(text) : undefined;
  if (!isMoment(moment)) return 'date() needs a date: "2021-02-19", "2021-02-19T08:00:00" or "2021-02-19T08:00:00Z"';
  return { kind: moment[MOMENT] };
}

function readDate(text: string): Value | undefined {
  const moment = readIsoText(text);
  if (!moment) return undefined;
  if (moment.offsetMinutes !== undefined) return readDateTime(text);
  return moment.hasTime ? dateTimeOnly(moment.localMs) : dateOnly(moment.localMs);
}
