import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@waystream/core';

const PATTERN =
  /^([+-])?P(?=[+\-\dT])(?:([+-]?\d+)D)?(?:T(?=[+\-\d])(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i;
const WEEKS = /^([+-])?P([+-]?\d+)W$/i;

/**
 * Milliseconds of a duration as expressions write it: ISO-8601 in days of 24 hours, hours, minutes and seconds, in upper or
 * lower case, each part with its own sign, as `java.time.Duration` reads it; weeks as well. `null` when the text is none
 * or too long to count in milliseconds.
 */
export function readDuration(text: string): number | null {
  const weeks = WEEKS.exec(text);
  const ms = weeks ? Number(weeks[2]) * 7 * DAY_MS : partsMs(PATTERN.exec(text));
  if (ms === null || !Number.isSafeInteger(ms)) return null;
  return text.startsWith('-') && ms !== 0 ? -ms : ms + 0;
}

function partsMs(match: RegExpExecArray | null): number | null {
  if (!match) return null;
  const [, , days, hours, minutes, seconds, fraction] = match;
  if (days === undefined && hours === undefined && minutes === undefined && seconds === undefined) return null;
  const fractionMs = Math.trunc(Number(`0.${fraction || 0}`) * SECOND_MS);
  return (
    Number(days ?? 0) * DAY_MS +
    Number(hours ?? 0) * HOUR_MS +
    Number(minutes ?? 0) * MINUTE_MS +
    Number(seconds ?? 0) * SECOND_MS +
    (seconds?.startsWith('-') ? -fractionMs : fractionMs)
  );
}
