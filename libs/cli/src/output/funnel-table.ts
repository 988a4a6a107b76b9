import Table from 'cli-table3';
import type { ActivityFigures, Figures } from '../journeys/journey-report.js';
import type { Paint } from './style.js';

const BAR_WIDTH = 20;

/** A row for every activity, with its paths below it where it has more than one way out. */
export function funnelTable(activities: readonly ActivityFigures[], paint: Paint): string {
  const widest = Math.max(1, ...activities.map(({ entered }) => entered));
  const table = new Table({
    head: ['Activity', 'Type', 'Entered', 'Left', 'Waiting', 'Failed', ''],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const activity of activities) {
    const { id, label, type, entered, completed, waiting } = activity;
    const failed = activity.errors + activity.timedOut + activity.capped;
    const bar = paint('cyan', '█'.repeat(Math.round((Math.max(0, entered) / widest) * BAR_WIDTH)));
    table.push([paint('bold', label ?? id), type, entered, completed, waiting || '', failed || '', bar]);
    for (const [path, people] of branches(activity)) table.push([`  ↳ ${path}`, '', '', people, '', '', '']);
  }
  return table.toString();
}

/** An alternative path on errors is worth a row once somebody takes it; a single way on says nothing new. */
function branches({ paths }: ActivityFigures): [path: string, people: number][] {
  const taken = Object.entries(paths).filter(([path, people]) => path !== 'error' || people > 0);
  return taken.length === 1 && taken[0]?.[0] === 'next' ? [] : taken;
}

/** `204 entered · 98 inside now · 104 completed`, with what else there is. */
export function figuresLine(figures: Figures): string {
  const { entered, current, completed, failed, timedOut, stopped, converted, discarded } = figures;
  const more = { failed, 'timed out': timedOut, stopped, converted };
  return [
    `${entered} entered`,
    `${completed} completed`,
    `${current} inside now`,
    ...Object.entries(more).flatMap(([name, people]) => (people > 0 ? [`${people} ${name}`] : [])),
    ...Object.entries(discarded).flatMap(([reason, people]) => (people > 0 ? [`${people} refused (${reason})`] : [])),
  ].join(' · ');
}
