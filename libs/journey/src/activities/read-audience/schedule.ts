import { DAY_MS, fromRfc3339, MINUTE_MS, toRfc3339 } from '@waystream/core';
import { z } from 'zod';
import { moment, momentMs } from '../../definition/moment.js';
import { duration, durationMs } from '../../definition/names.js';

const LEAST_EVERY_MS = MINUTE_MS;

/**
 * When runs begin. Nothing: one run, as soon as the version is live. `at`: one run then (without an offset in the
 * journey's zone), or the first of those that come `every` so often (ISO-8601, at least PT1M) or `everyDay` at a time of
 * day of the journey's zone.
 */
export const schedule = z
  .strictObject({
    at: moment.optional(),
    every: duration
      .refine((text) => !/^P/.test(text) || durationMs(text) >= LEAST_EVERY_MS, 'must be at least PT1M')
      .optional(),
    everyDay: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:30')
      .optional(),
  })
  .refine(({ every, everyDay }) => every === undefined || everyDay === undefined, {
    path: ['everyDay'],
    message: 'either a run every so often or one every day; leave one of the two out',
  });
export type Schedule = z.infer<typeof schedule>;

export interface RunTimes {
  /** Of the journey. */
  timezone: string;
  /** When the version went live, or its start date, if that is later. */
  notBeforeMs: number;
  /** When the latest run was due; `null` before the first. */
  lastMs: number | null;
}

/**
 * When the next run is due, `null` if none is. Of runs that were missed, only the latest is made up for.
 */
export function nextRunMs(
  { at, every, everyDay }: Schedule,
  { timezone, notBeforeMs, lastMs }: RunTimes,
  nowMs: number,
): number | null {
  const begin = Math.max(notBeforeMs, at === undefined ? notBeforeMs : momentMs(at, timezone));
  const after = lastMs ?? begin - 1;
  if (everyDay !== undefined) return nextDaily(everyDay, timezone, after, nowMs);
  if (every !== undefined) {
    const anchor = at === undefined ? notBeforeMs : momentMs(at, timezone);
    return nextPeriodic(anchor, durationMs(every), after, nowMs);
  }
  return lastMs === null ? begin : null;
}

function nextPeriodic(anchor: number, everyMs: number, after: number, nowMs: number): number {
  const latest = anchor + Math.floor((nowMs - anchor) / everyMs) * everyMs;
  if (latest > after && latest >= anchor) return latest;
  return anchor + Math.max(0, Math.floor((after - anchor) / everyMs) + 1) * everyMs;
}

function nextDaily(time: string, timezone: string, after: number, nowMs: number): number {
  const latest = [0, -1].map((days) => onDay(nowMs, days, time, timezone)).find((ms) => ms <= nowMs);
  if (latest !== undefined && latest > after) return latest;
  const next = [0, 1, 2].map((days) => onDay(after, days, time, timezone)).find((ms) => ms > after);
  return next ?? after + DAY_MS;
}

/** The instant at which the zone's clocks show the time, on the day of an instant or so many days later. */
function onDay(instantMs: number, days: number, time: string, timezone: string): number {
  const format = { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const day = new Intl.DateTimeFormat('en-CA', format).format(instantMs);
  const midnight = fromRfc3339(`${day}T00:00:00Z`) ?? instantMs;
  return momentMs(`${toRfc3339(midnight + days * DAY_MS).slice(0, 10)}T${time}:00`, timezone);
}
