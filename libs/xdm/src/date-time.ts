import { fromRfc3339 } from '@waystream/core';

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * The format `date-time`: exactly what the rest of the system can read as a point in time, on a day that exists.
 * Formats of validator libraries also let through leap seconds and a blank for the `T`, which would get stuck later.
 */
export function isDateTime(text: string): boolean {
  if (fromRfc3339(text) === null) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return day <= (DAYS_OF_MONTH[month - 1] ?? 0) && (month !== 2 || day < 29 || isLeapYear(Number(text.slice(0, 4))));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
