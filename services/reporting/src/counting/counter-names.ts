/**
 * The counters of a version and how they are named. They are stored under these names, so a name never changes.
 *
 * | name | counts |
 * | --- | --- |
 * | `journey/entered` | entrances |
 * | `journey/completed`, `journey/failed`, `journey/timedOut`, `journey/stopped` | instances by how they ended |
 * | `journey/discarded/<reason>` | entrances and events refused, by reason |
 * | `activity/<id>/entered` | visits begun |
 * | `activity/<id>/completed`, `…/errors`, `…/timedOut`, `…/capped` | visits by how they closed; cancelled ones are in none |
 * | `activity/<id>/waiting` | visits that wait now |
 * | `activity/<id>/paths/<path id>` | people who left by the path |
 *
 * Ids of activities and paths hold no slash.
 */
export const ENDINGS = ['completed', 'failed', 'timedOut', 'stopped'] as const;
export type JourneyCounter = 'entered' | (typeof ENDINGS)[number];

export type ActivityCounter = 'entered' | 'completed' | 'errors' | 'timedOut' | 'capped' | 'waiting';

export function journeyCounter(figure: JourneyCounter): string {
  return `journey/${figure}`;
}

export function discardCounter(reason: string): string {
  return `journey/discarded/${reason}`;
}

export function activityCounter(activity: string, figure: ActivityCounter): string {
  return `activity/${activity}/${figure}`;
}

export function pathCounter(activity: string, path: string): string {
  return `activity/${activity}/paths/${path}`;
}
