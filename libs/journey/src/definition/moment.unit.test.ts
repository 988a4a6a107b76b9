import { describe, expect, it } from 'vitest';
import { isLocalMoment, moment, momentMs } from './moment.js';

const inBerlin = (text: string) => new Date(momentMs(text, 'Europe/Berlin')).toISOString();

describe('a point in time of a journey', () => {
  it.each([
    ['a date-time with an offset', '2026-12-24T18:00:00+05:30', '2026-12-24T12:30:00.000Z'],
    ['a date-time in UTC', '2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
    ['the clocks of the zone', '2026-12-24T18:00', '2026-12-24T17:00:00.000Z'],
    ['the clocks of the zone in summer', '2026-06-24T18:00:00.5', '2026-06-24T16:00:00.500Z'],
    ['the start of a day', '2026-06-24', '2026-06-23T22:00:00.000Z'],
    ['a reading that spring skips, from before the change', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['a reading that autumn shows twice, the first time', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('means %s', (_what, text, expected) => {
    expect(moment.safeParse(text).success).toBe(true);
    expect(inBerlin(text)).toBe(expected);
  });

  it('depends on the zone only without an offset', () => {
    expect(
      ['2026-12-24', '2026-12-24T18:00', '2026-12-24T18:00Z', '2026-12-24T18:00+01:00'].map(isLocalMoment),
    ).toEqual([true, true, false, false]);
  });

  it.each([
    'tomorrow',
    '',
    '24.12.2026',
    '2026-02-30',
    '2026-12-24T25:00',
    '2026-12-24 18:00',
    '0001-01-01',
    '9999-12-31T23:00',
  ])('is not %j', (text) => {
    expect(moment.safeParse(text).success).toBe(false);
  });
});
