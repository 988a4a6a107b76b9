import { MESSAGES } from './hotel-journey.js';
import type { Prediction } from './predict.js';
import type { Snapshot } from './snapshot.js';

/** Something that must be so, with the figures that show it, and those that contradict it. */
export interface Check {
  readonly title: string;
  readonly note: string;
  readonly problems: readonly string[];
}

/** `total` are the figures since the first start; `gained` and `predicted` are about this one. */
export function checkFigures(total: Snapshot, gained: Snapshot, predicted: Prediction): Check[] {
  return [checkSum(total), checkPaths(gained, predicted), checkMessages(gained, predicted), checkKeys(gained)];
}

/** Nothing is missing any more. */
export function isAsPredicted(gained: Snapshot, predicted: Prediction): boolean {
  return [checkPaths(gained, predicted), checkMessages(gained, predicted)].every(
    ({ problems }) => problems.length === 0,
  );
}

function checkSum({ report }: Snapshot): Check {
  const { entered, completed, failed, timedOut, stopped, current } = report.figures;
  const sum = completed + failed + timedOut + stopped + current;
  return {
    title: 'Whoever entered completed, failed, timed out, was stopped or is inside',
    note: `${entered} = ${completed} + ${failed} + ${timedOut} + ${stopped} + ${current}`,
    problems: entered === sum ? [] : [`${entered} entered, but the others make ${sum}`],
  };
}

function checkPaths({ report }: Snapshot, predicted: Prediction): Check {
  const { figures } = report;
  const refused = Object.values(figures.discarded).reduce((sum, count) => sum + count, 0);
  const activities = new Map(report.activities.map((activity) => [activity.id, activity]));
  const ids = new Set([...activities.keys(), ...Object.keys(predicted.activities)]);
  const problems = [
    compare('entered', predicted.entered, figures.entered),
    compare('were refused because they are inside', predicted.refused, refused),
    compare('completed', predicted.completed, figures.completed),
    ...[...ids].map((id) =>
      compare(`came to "${id}"`, predicted.activities[id] ?? 0, activities.get(id)?.entered ?? 0),
    ),
    ...Object.entries(predicted.paths).map(([place, expected]) => {
      const [id = '', path = ''] = place.split('.');
      return compare(`took the path "${path}" of "${id}"`, expected, activities.get(id)?.paths[path] ?? 0);
    }),
  ];
  return {
    title: 'Every activity and path has the people that the recording sends there',
    note: `${problems.length} figures`,
    problems: problems.flat(),
  };
}

function checkMessages({ report, received }: Snapshot, predicted: Prediction): Check {
  const completedOf = new Map(report.activities.map(({ id, completed }) => [id, completed]));
  const problems = MESSAGES.flatMap(({ activity, channel, template }) => {
    const arrived = received.messages[`${channel}.${template}`] ?? 0;
    return [
      ...compare(`${channel} "${template}" arrived, by the report`, completedOf.get(activity) ?? 0, arrived),
      ...compare(`${channel} "${template}" arrived, by the recording`, predicted.activities[activity] ?? 0, arrived),
    ];
  });
  const sum = Object.values(received.messages).reduce((all, count) => all + count, 0);
  return { title: 'The sinks received what the report says', note: `${sum} messages`, problems };
}

function checkKeys({ received }: Snapshot): Check {
  return {
    title: 'No message was sent twice',
    note: 'by idempotency key',
    problems: received.repeated.map((key) => `the key ${key} came more than once`),
  };
}

function compare(what: string, expected: number, found: number): string[] {
  return expected === found ? [] : [`${found} ${what}, expected ${expected}`];
}
