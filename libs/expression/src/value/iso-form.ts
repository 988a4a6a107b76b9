import { formatDuration, toRfc3339 } from '@waystream/core';
import { MOMENT, type Moment } from './moment.js';
import { offsetAt, offsetName } from './zone.js';

/** The ISO-8601 text of a date value or duration, with milliseconds; a date-time shows the offset of its zone. */
export function isoForm(moment: Moment): string {
  switch (moment[MOMENT]) {
    case 'dateOnly':
      return toRfc3339(moment.ms).slice(0, 10);
    case 'dateTimeOnly':
      return toRfc3339(moment.ms).slice(0, -1);
    case 'dateTime': {
      const offset = offsetAt(moment.zone, moment.ms);
      if (offset === 0) return toRfc3339(moment.ms);
      return toRfc3339(moment.ms + offset * 60_000).slice(0, -1) + offsetName(offset);
    }
    case 'duration':
      return formatDuration(moment.ms);
    default:
      return moment satisfies never;
  }
}
