/**
 * An ISO-8601 date or date-time, read from text. `localMs` counts milliseconds as if the wall clock stood in UTC; finer
 * fractions are cut off. `offsetMinutes` is absent when the text names no offset.
 */
export interface IsoMoment {
  readonly localMs: number;
  readonly hasTime: boolean;
  readonly offsetMinutes: number | undefined;
}

const ZERO = 48;
const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/**
 * Reads `YYYY-MM-DD`, `…THH:MM[:SS[.fraction]]` and `…Z|±HH[[:]MM]`, or `undefined`. Dates that do not exist are refused;
 * second 60 counts as 59, as RFC 3339 allows leap seconds. Written out by hand because conditions read a timestamp for
 * each of up to a thousand elements, where a general parser costs microseconds.
 */
export function readIsoText(text: string): IsoMoment | undefined {
  const { length } = text;
  if (length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const dateMs = dayNumber(year, month, day) * DAY_MS;
  if (length === 10) return { localMs: dateMs, hasTime: false, offsetMinutes: undefined };
  const mark = text.charCodeAt(10);
  if (mark !== 84 && mark !== 116) return undefined;
  return readTime(text, dateMs);
}

function readTime(text: string, dateMs: number): IsoMoment | undefined {
  const hour = digits(text, 11, 2);
  const minute = text.charCodeAt(13) === 58 ? digits(text, 14, 2) : -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  let at = 16;
  let ms = 0;
  if (text.charCodeAt(at) === 58) {
    const second = digits(text, at + 1, 2);
    if (second < 0 || second > 60) return undefined;
    ms = Math.min(second, 59) * 1_000;
    at += 3;
    const separator = text.charCodeAt(at);
    if (separator === 46 || separator === 44) {
      const end = endOfDigits(text, at + 1);
      if (end === at + 1 || end - at > 10) return undefined;
      ms += fractionMs(text, at + 1, end);
      at = end;
    }
  }
  const localMs = dateMs + (hour * 60 + minute) * MINUTE_MS + ms;
  if (at === text.length) return { localMs, hasTime: true, offsetMinutes: undefined };
  const offsetMinutes = readOffset(text, at);
  return offsetMinutes === undefined ? undefined : { localMs, hasTime: true, offsetMinutes };
}

/** Minutes of `Z`, `±HH`, `±HHMM` or `±HH:MM` that reaches from `at` to the end of the text. */
export function readOffset(text: string, at: number): number | undefined {
  const sign = text.charCodeAt(at);
  const rest = text.length - at - 1;
  if ((sign === 90 || sign === 122) && rest === 0) return 0;
  if (sign !== 43 && sign !== 45) return undefined;
  const colon = text.charCodeAt(at + 3) === 58;
  if (rest !== 2 && rest !== (colon ? 5 : 4)) return undefined;
  const hours = digits(text, at + 1, 2);
  const minutes = rest === 2 ? 0 : digits(text, at + (colon ? 4 : 3), 2);
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return undefined;
  const total = hours * 60 + minutes;
  return sign === 45 && total > 0 ? -total : total;
}

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The number that `count` digits at `at` make, or -1 when one of them is none. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function endOfDigits(text: string, at: number): number {
  let end = at;
  for (let digit = text.charCodeAt(end) - ZERO; digit >= 0 && digit <= 9; digit = text.charCodeAt(end) - ZERO) end += 1;
  return end;
}

/** The first three digits of a fraction of a second as milliseconds. */
function fractionMs(text: string, from: number, to: number): number {
  const known = Math.min(3, to - from);
  return digits(text, from, known) * 10 ** (3 - known);
}
