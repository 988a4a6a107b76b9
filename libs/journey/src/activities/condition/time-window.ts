import { DAY_MS, MINUTE_MS } from '@waystream/core';
import { z } from 'zod';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = DAYS.indexOf('thursday');

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:30');
const endOfHours = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as 17:30, at most 24:00');

/** From one time of day up to, and without, another; when the end is earlier, it is meant on the day after. */
export const hours = z
  .strictObject({ from: timeOfDay, to: endOfHours })
  .refine(({ from, to }) => from !== to, 'must end at another time than they begin; leave them out for the whole day');

export const days = z
  .array(z.enum(DAYS, { error: `must be one of ${DAYS.join(', ')}` }))
  .min(1, 'needs at least one day; leave it out for every day');

export interface TimeWindow {
  hours?: z.infer<typeof hours> | undefined;
  days?: z.infer<typeof days> | undefined;
}

/**
 * Do the clocks show a time inside the window? `wallClockMs` is their reading as if in UTC, so the answer is right in
 * weeks in which they change. Hours that reach past midnight belong to the day on which they begin.
 */
export function isWithin({ hours, days }: TimeWindow, wallClockMs: number): boolean {
  const day = Math.floor(wallClockMs / DAY_MS);
  const minute = Math.floor((wallClockMs - day * DAY_MS) / MINUTE_MS);
  const isOpenOn = (day: number) => days === undefined || days.includes(weekdayOf(day));
  if (!hours) return isOpenOn(day);
  const from = minuteOf(hours.from);
  const to = minuteOf(hours.to);
  if (from < to) return isOpenOn(day) && from <= minute && minute < to;
  return (isOpenOn(day) && from <= minute) || (isOpenOn(day - 1) && minute < to);
}

function weekdayOf(day: number): (typeof DAYS)[number] {
  const since = (FIRST_WEEKDAY + day) % DAYS.length;
  return DAYS.at(since) ?? 'monday';
}

function minuteOf(timeOfDay: string): number {
  const [hour, minute] = timeOfDay.split(':');
  return Number(hour) * 60 + Number(minute);
}
