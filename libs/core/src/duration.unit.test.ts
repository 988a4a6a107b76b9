import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './index.js';

describe('durations', () => {
  it.each([
    ['PT5S', 5_000],
    ['PT0.5S', 500],
    ['P2DT3H4M', 183_840_000],
    ['P1W', 604_800_000],
    ['-PT6H3M', -21_780_000],
    ['PT0S', 0],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1M', 'P1Y', '5s', 'PT1H2', 'P1DT', 'pt5s'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([0, 500, 5_000, 7_200_000, 93_784_005, -21_780_000])('writes %d ms so that it reads back', (ms) => {
    expect(parseDuration(formatDuration(ms))).toBe(ms);
  });
});
