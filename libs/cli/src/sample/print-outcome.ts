import { localAddress } from '../api/service-address.js';
import { figuresLine, funnelTable } from '../output/funnel-table.js';
import type { Shell } from '../shell.js';
import { LOBBY_EVENT } from './hotel-journey.js';
import { type Sample, visitorOf } from './read-sample.js';
import type { SampleOutcome } from './run-sample.js';

/** The funnel, and whether its figures are right. What people did is of this start, where they are is of now. */
export function printOutcome({ phases, paint, print }: Shell, outcome: SampleOutcome): void {
  const { gained, total, checks, insideBefore } = outcome;
  const figures = { ...gained.report.figures, current: total.report.figures.current };
  const waiting = new Map(total.report.activities.map((activity) => [activity.id, activity.waiting]));
  const activities = gained.report.activities.map((activity) => ({
    ...activity,
    waiting: waiting.get(activity.id) ?? 0,
  }));
  phases.line();
  phases.line(`${paint('bold', total.report.journey)}  ${figuresLine(figures)}`);
  print(funnelTable(activities, paint));
  if (insideBefore > 0) {
    phases.line(paint('dim', `${insideBefore} people still waited since an earlier start; they do not enter twice.`));
    phases.line(paint('dim', `Since the first start: ${figuresLine(total.report.figures)}`));
  }
  phases.line();
  for (const { title, note, problems } of checks) {
    const mark = problems.length === 0 ? paint('green', '✔') : paint('red', '✖');
    phases.line(`${mark} ${title}  ${paint('dim', note)}`);
    for (const problem of problems) phases.line(`    ${problem}`);
  }
}

/** Something to do by hand. Who has no room passes through at once, however often they come. */
export function printInvitation(
  { phases, paint }: Shell,
  sample: Sample,
  { versionUid }: SampleOutcome,
  base: number,
): void {
  const visitor = sample.events.map(visitorOf).find((id) => !sample.reservations.has(id));
  const payload = JSON.stringify({
    endUserIDs: { _experience: { mcid: { id: visitor ?? '' } } },
    pushToken: 'a-token',
  });
  phases.line();
  phases.line('Let a guest come into the lobby:');
  phases.line(
    paint(
      'cyan',
      `curl -X POST ${localAddress(base, 'ingestion')}/events/${LOBBY_EVENT} -H 'content-type: application/json' -d '${payload}'`,
    ),
  );
  phases.line('and watch the figures move:');
  phases.line(paint('cyan', `curl ${localAddress(base, 'reporting')}/reports/journeys/${versionUid}`));
}
