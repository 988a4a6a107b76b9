import { describe, expect, it } from 'vitest';
import { type Case, clean, failed, outcomeOf } from '../testing/outcome-of.js';

function yields(cases: readonly Case[]) {
  it.each(cases.map((one) => [one[0], one] as const))('%s', (expression, one) => {
    expect(outcomeOf(expression)).toEqual(clean(one));
  });
}

describe('the time of the evaluation, 2026-12-01T10:00Z here', () => {
  yields([
    ['now()', 'dateTime', '2026-12-01T10:00:00.000Z'],
    ['now("Europe/Paris")', 'dateTime', '2026-12-01T11:00:00.000+01:00'],
    ['now("-03:30")', 'dateTime', '2026-12-01T06:30:00.000-03:30'],
    ['now("Asia/Kathmandu")', 'dateTime', '2026-12-01T15:45:00.000+05:45'],
    ['currentTimeInMillis()', 'integer', 1796119200000],
    ['currentTimeInMillis() == toInteger(now())', 'boolean', true],
    ['nowWithDelta(-2, "hours")', 'dateTime', '2026-12-01T08:00:00.000Z'],
    ['nowWithDelta(-2, "hours", "Europe/Paris")', 'dateTime', '2026-12-01T09:00:00.000+01:00'],
    ['nowWithDelta(1, "years")', 'dateTime', '2027-12-01T10:00:00.000Z'],
    ['nowWithDelta(-10, "months")', 'dateTime', '2026-02-01T10:00:00.000Z'],
    ['nowWithDelta(3, "days")', 'dateTime', '2026-12-04T10:00:00.000Z'],
    ['nowWithDelta(90, "minutes")', 'dateTime', '2026-12-01T11:30:00.000Z'],
    ['nowWithDelta(-1, "seconds")', 'dateTime', '2026-12-01T09:59:59.000Z'],
    ['nowWithDelta(0, "days")', 'dateTime', '2026-12-01T10:00:00.000Z'],
    ['nowWithDelta(-2, "months", "Europe/Paris")', 'dateTime', '2026-10-01T11:00:00.000+02:00'],
    ['nowWithDelta(null, "days")', 'dateTime', null],
    ['nowWithDelta(@{Purchase.pieces}, "days")', 'dateTime', '2026-12-04T10:00:00.000Z'],
  ]);

  it('keeps to the last day of a shorter month', () => {
    expect(outcomeOf('nowWithDelta(1, "months")', { now: '2028-01-31T12:00:00Z' }).value).toBe(
      '2028-02-29T12:00:00.000Z',
    );
    expect(outcomeOf('nowWithDelta(1, "years")', { now: '2028-02-29T12:00:00Z' }).value).toBe(
      '2029-02-28T12:00:00.000Z',
    );
  });

  it('keeps the wall clock over a day of 23 hours, and the hours over a change', () => {
    const context = { now: '2026-03-28T09:00:00Z' };
    expect(outcomeOf('nowWithDelta(1, "days", "Europe/Paris")', context).value).toBe('2026-03-29T10:00:00.000+02:00');
    expect(outcomeOf('nowWithDelta(24, "hours", "Europe/Paris")', context).value).toBe('2026-03-29T11:00:00.000+02:00');
  });

  it.each([
    ['nowWithDelta(9000, "years")', 'dateTime', 'range'],
    ['nowWithDelta(9223372036854775807, "years")', 'dateTime', 'range'],
    ['nowWithDelta(1, "week" + "s")', 'dateTime', 'range'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });
});

describe('windows around now include both ends', () => {
  yields([
    ['inLastHours(toDateTime("2026-12-01T06:00:00Z"), 4)', 'boolean', true],
    ['inLastHours(toDateTime("2026-12-01T05:59:59Z"), 4)', 'boolean', false],
    ['inLastHours(toDateTime("2026-12-01T10:00:00.001Z"), 4)', 'boolean', false],
    ['inLastHours(now(), 0)', 'boolean', true],
    ['inLastHours(@{Purchase.timestamp}, 4)', 'boolean', false],
    ['inLastDays(@{Purchase.timestamp}, 2)', 'boolean', true],
    ['inLastDays(toDateTime("2026-11-29T09:59:59Z"), 2)', 'boolean', false],
    ['inLastDays(@{Purchase.delivery}, 100)', 'boolean', false],
    ['inLastDays(now(), -1)', 'boolean', false],
    ['inLastDays(null, 2)', 'boolean', null],
    ['inLastDays(now(), null)', 'boolean', null],
    ['inLastMonths(toDateTime("2026-09-12T01:11:00Z"), 4)', 'boolean', true],
    ['inLastMonths(toDateTime("2026-08-01T09:59:59Z"), 4)', 'boolean', false],
    ['inLastYears(toDateTime("2022-12-01T10:00:00Z"), 4)', 'boolean', true],
    ['inLastYears(toDateTime("2010-12-12T01:11:00Z"), 4)', 'boolean', false],
    ['inNextHours(toDateTime("2026-12-01T14:00:00Z"), 4)', 'boolean', true],
    ['inNextHours(toDateTime("2026-12-01T14:00:01Z"), 4)', 'boolean', false],
    ['inNextDays(@{Purchase.delivery}, 30)', 'boolean', true],
    ['inNextDays(@{Purchase.timestamp}, 30)', 'boolean', false],
    ['inNextMonths(toDateTime("2027-01-01T10:00:00Z"), 1)', 'boolean', true],
    ['inNextMonths(toDateTime("2027-01-01T10:00:01Z"), 1)', 'boolean', false],
    ['inNextYears(toDateTime("2027-12-01T10:00:00Z"), 1)', 'boolean', true],
    ['inNextYears(toDateTime("2028-12-01T10:00:00Z"), 1)', 'boolean', false],
    ['inNextYears(@{Purchase.missing}, 1)', 'boolean', null],
  ]);

  it('records a window that reaches out of time', () => {
    expect(outcomeOf('inNextYears(toDateTime("2028-12-01T10:00:00Z"), 9999)')).toEqual(failed('boolean', 'range'));
  });
});

describe('parts and zones of a date can be changed', () => {
  yields([
    ['setHours(toDateTime("2010-12-12T01:11:00Z"), 4)', 'dateTime', '2010-12-12T04:11:00.000Z'],
    ['setHours(nowWithDelta(1, "days"), 20)', 'dateTime', '2026-12-02T20:00:00.000Z'],
    ['setHours(toDateTime("2010-12-12T01:11:00.250+02:00"), 0)', 'dateTime', '2010-12-12T00:11:00.250+02:00'],
    ['setHours(now("Europe/Paris"), 8)', 'dateTime', '2026-12-01T08:00:00.000+01:00'],
    ['setHours(toDateTimeOnly("2010-12-12T01:11:00"), 23)', 'dateTimeOnly', '2010-12-12T23:11:00.000'],
    ['setHours(toDateTimeOnly("1960-12-12T01:11:00"), 0)', 'dateTimeOnly', '1960-12-12T00:11:00.000'],
    ['setHours(null, 4)', 'dateTime', null],
    // Paris has no 02:11 on this day.
    [
      'setHours(toDateTime("Europe/Paris", toDateTimeOnly("2026-03-29T01:11:00")), 2)',
      'dateTime',
      '2026-03-29T03:11:00.000+02:00',
    ],
    ['setDays(toDateTime("2010-12-12T01:11:00Z"), 25)', 'dateTime', '2010-12-25T01:11:00.000Z'],
    ['setDays(toDateTimeOnly("2024-02-10T00:00:00"), 29)', 'dateTimeOnly', '2024-02-29T00:00:00.000'],
    ['setDays(toDateTimeOnly("0004-02-10"), 29)', 'dateTimeOnly', '0004-02-29T00:00:00.000'],
    ['setDays(now(), null)', 'dateTime', null],
    [
      'updateTimeZone(toDateTime("2026-12-01T10:00:00Z"), "America/New_York")',
      'dateTime',
      '2026-12-01T05:00:00.000-05:00',
    ],
    [
      'updateTimeZone(toDateTime("2019-08-28T08:15:30.123-07:00"), "Europe/Paris")',
      'dateTime',
      '2019-08-28T17:15:30.123+02:00',
    ],
    [
      'updateTimeZone(toDateTime("2021-11-16T16:55:12.939318+01:00"), "Australia/Sydney")',
      'dateTime',
      '2021-11-17T02:55:12.939+11:00',
    ],
    ['updateTimeZone(@{Purchase.timestamp}, "Z") == @{Purchase.timestamp}', 'boolean', true],
    ['updateTimeZone(@{Purchase.missing}, "Z")', 'dateTime', null],
  ]);

  it.each([
    ['setHours(now(), 24)', 'dateTime', 'range'],
    ['setHours(now(), -1)', 'dateTime', 'range'],
    ['setHours(toDateTimeOnly("2021-01-01"), 24)', 'dateTimeOnly', 'range'],
    ['setDays(toDateTimeOnly("2023-02-10"), 29)', 'dateTimeOnly', 'range'],
    ['setDays(now(), 0)', 'dateTime', 'range'],
  ] as const)('%s is recorded and null', (expression, type, code) => {
    expect(outcomeOf(expression)).toEqual(failed(type, code));
  });
});
