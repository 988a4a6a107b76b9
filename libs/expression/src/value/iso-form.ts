import { formatDuration, toRfc3339 } from '@waystream/core';
import { isWritable, MOMENT, type Moment } from './moment.js';
import { offsetAt, offsetName } from './zone.js';

/**
 * The ISO-8601 text of a date value or duration, with milliseconds; a date-time shows the offset of its zone. The text
 * always means the same instant: offsets of old local times are rounded to the minutes that can be written, and a wall
 * clock outside the years 1 to 9999 is shown in UTC.
 */
export function isoForm(moment: Moment): string {
  switch (moment[MOMENT]) {
    case 'dateOnly':
      return toRfc3339(moment.ms).slice(0, 10);
    case 'dateTimeOnly':
      return toRfc3339(moment.ms).slice(0, -1);
    case 'dateTime': {
      const offset = Math.round(offsetAt(moment.zone, moment.ms));
      const localMs = moment.ms + offset * 60_000;
      return offset === 0 || !isWritable(localMs)
        ? toRfc3339(moment.ms)
        : toRfc3339(localMs).slice(0, -1) + offsetName(offset);
    }
    case 'duration':
      return formatDuration(moment.ms);
    default:
      return moment satisfies never;
  }
}
