import type { ActivityFigures, Figures, JourneyReport } from './journey-report.js';

type Counts = Readonly<Record<string, number>>;

/** Of two reports of one version, what has happened between them. `current` and `waiting` may be negative. */
export function reportBetween(before: JourneyReport, after: JourneyReport): JourneyReport {
  const earlier = new Map(before.activities.map((activity) => [activity.id, activity]));
  return {
    ...after,
    figures: figuresBetween(before.figures, after.figures),
    activities: after.activities.map((activity) => {
      const former = earlier.get(activity.id);
      return former ? activityBetween(former, activity) : activity;
    }),
  };
}

function figuresBetween(before: Figures, after: Figures): Figures {
  return {
    entered: after.entered - before.entered,
    current: after.current - before.current,
    completed: after.completed - before.completed,
    failed: after.failed - before.failed,
    timedOut: after.timedOut - before.timedOut,
    stopped: after.stopped - before.stopped,
    converted: after.converted - before.converted,
    discarded: countsBetween(before.discarded, after.discarded),
  };
}

function activityBetween(before: ActivityFigures, after: ActivityFigures): ActivityFigures {
  return {
    ...after,
    entered: after.entered - before.entered,
    completed: after.completed - before.completed,
    errors: after.errors - before.errors,
    timedOut: after.timedOut - before.timedOut,
    capped: after.capped - before.capped,
    waiting: after.waiting - before.waiting,
    paths: countsBetween(before.paths, after.paths),
  };
}

export function countsBetween(before: Counts, after: Counts): Record<string, number> {
  return Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]));
}
