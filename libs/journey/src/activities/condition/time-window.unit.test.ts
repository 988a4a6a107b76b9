import { wallClockAt } from '@waystream/expression';
import { describe, expect, it } from 'vitest';
import { isWithin, type TimeWindow } from './time-window.js';

const office: TimeWindow = { hours: { from: '09:00', to: '17:00' } };
const night: TimeWindow = { hours: { from: '22:00', to: '06:00' } };
const fridayNight: TimeWindow = { ...night, days: ['friday'] };

/** 2026-03-02 is a Monday. */
const at = (text: string) => Date.parse(`${text}Z`);

describe('hours of the day', () => {
  it.each([
    ['the minute in which they begin', office, '2026-03-02T09:00:00.000', true],
    ['the moment before they begin', office, '2026-03-02T08:59:59.999', false],
    ['their last moment', office, '2026-03-02T16:59:59.999', true],
    ['the minute in which they end', office, '2026-03-02T17:00:00.000', false],
    ['the evening of hours over midnight', night, '2026-03-02T22:00:00.000', true],
    ['the morning of hours over midnight', night, '2026-03-02T05:59:59.999', true],
    ['the day between two nights', night, '2026-03-02T06:00:00.000', false],
    ['the last minute of hours to 24:00', { hours: { from: '20:00', to: '24:00' } }, '2026-03-02T23:59:59.999', true],
    ['midnight after hours to 24:00', { hours: { from: '20:00', to: '24:00' } }, '2026-03-03T00:00:00.000', false],
    ['midnight of hours from 00:00', { hours: { from: '00:00', to: '01:00' } }, '2026-03-02T00:00:00.000', true],
    ['a time before 1970', office, '1969-12-31T10:00:00.000', true],
  ] satisfies [string, TimeWindow, string, boolean][])('say for %s', (_what, window, time, expected) => {
    expect(isWithin(window, at(time))).toBe(expected);
  });
});

describe('days of the week', () => {
  it('are told apart', () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
    for (const [index, day] of days.entries()) {
      const open = days.filter((_, one) => isWithin({ days: [day] }, at('2026-03-02T12:00:00') + one * 86_400_000));
      expect(open).toEqual([days[index]]);
    }
    expect(isWithin({ days: ['wednesday'] }, at('1969-12-31T10:00:00'))).toBe(true);
  });

  it.each([
    ['on the evening', '2026-03-06T23:00:00', true],
    ['on the morning after', '2026-03-07T05:00:00', true],
    ['on the morning of the day itself', '2026-03-06T05:00:00', false],
    ['on the evening after', '2026-03-07T23:00:00', false],
  ])('mean the night that begins on them, %s', (_when, time, expected) => {
    expect(isWithin(fridayNight, at(time))).toBe(expected);
  });
});

describe('the wall clock of a zone', () => {
  const early: TimeWindow = { hours: { from: '02:00', to: '03:00' } };
  const isEarlyInBerlin = (text: string) => isWithin(early, wallClockAt(Date.parse(text), 'Europe/Berlin'));

  it('never shows an hour that daylight saving skips', () => {
    expect(isEarlyInBerlin('2026-03-29T00:59:59Z')).toBe(false);
    expect(isEarlyInBerlin('2026-03-29T01:00:00Z')).toBe(false);
  });

  it('shows an hour twice when daylight saving ends', () => {
    const times = ['2026-10-24T23:59:59Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'];
    expect(times.map(isEarlyInBerlin)).toEqual([false, true, true, false]);
  });

  it('may be on another day of the week than UTC', () => {
    expect(isWithin({ days: ['tuesday'] }, wallClockAt(at('2026-03-02T12:00:00'), 'Pacific/Kiritimati'))).toBe(true);
    expect(isWithin({ days: ['sunday'] }, wallClockAt(at('2026-03-02T09:00:00'), 'Pacific/Honolulu'))).toBe(true);
  });
});
