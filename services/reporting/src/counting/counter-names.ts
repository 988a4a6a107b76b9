import type { ActivityFigure, JourneyFigure } from '@waystream/journey';

/**
 * The counters of a version and how they are named. They are stored under these names, so a name never changes.
 *
 * | name | counts |
 * | --- | --- |
 * | `journey/entered` | entrances |
 * | `journey/completed`, `journey/failed`, `journey/timedOut`, `journey/stopped` | instances by how they ended |
 * | `journey/converted` | entrances that reached the goal |
 * | `journey/discarded/<reason>` | entrances and events refused, by reason |
 * | `activity/<id>/entered` | visits begun |
 * | `activity/<id>/completed`, `…/errors`, `…/timedOut`, `…/capped` | visits by how they closed; cancelled ones are in none |
 * | `activity/<id>/waiting` | visits that wait now |
 * | `activity/<id>/paths/<path id>` | people who left by the path |
 *
 * Ids of activities and paths hold no slash.
 */
export function journeyCounter(figure: JourneyFigure): string {
  return `journey/${figure}`;
}

export function discardCounter(reason: string): string {
  return `journey/discarded/${reason}`;
}

export function activityCounter(activity: string, figure: ActivityFigure): string {
  return `activity/${activity}/${figure}`;
}

export function pathCounter(activity: string, path: string): string {
  return `activity/${activity}/paths/${path}`;
}
