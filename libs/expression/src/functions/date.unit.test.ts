import { describe, expect, it } from 'vitest';
import { DATE_CASES } from '../testing/cases/date-cases.js';
import { failed, outcomeOf } from '../testing/outcome-of.js';
import { yields } from '../testing/yields.js';

describe('the time of the evaluation, 2026-12-01T10:00Z here', () => {
  yields(DATE_CASES['the time of the evaluation, 2026-12-01T10:00Z here']);

  it('keeps to the last day of a shorter month', () => {
    expect(outcomeOf('nowWithDelta(1, "months")', { now: '2028-01-31T12:00:00Z' }).value).toBe(
      '2028-02-29T12:00:00.000Z',
    );
    expect(outcomeOf('nowWithDelta(-1, "months")', { now: '2027-03-31T12:00:00Z' }).value).toBe(
      '2027-02-28T12:00:00.000Z',
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

  it('keeps the wall clock over a day of 25 hours, and goes on where the clock skips a reading', () => {
    const autumn = { now: '2026-10-24T10:00:00Z' };
    expect(outcomeOf('nowWithDelta(1, "days", "Europe/Paris")', autumn).value).toBe('2026-10-25T12:00:00.000+01:00');
    expect(outcomeOf('nowWithDelta(24, "hours", "Europe/Paris")', autumn).value).toBe('2026-10-25T11:00:00.000+01:00');
    const spring = { now: '2026-03-28T01:30:00Z' };
    expect(outcomeOf('nowWithDelta(1, "days", "Europe/Paris")', spring).value).toBe('2026-03-29T03:30:00.000+02:00');
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
  yields(DATE_CASES['windows around now include both ends']);

  it('records a window that reaches out of time', () => {
    expect(outcomeOf('inNextYears(toDateTime("2028-12-01T10:00:00Z"), 9999)')).toEqual(failed('boolean', 'range'));
  });
});

describe('parts and zones of a date can be changed', () => {
  yields(DATE_CASES['parts and zones of a date can be changed']);

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
