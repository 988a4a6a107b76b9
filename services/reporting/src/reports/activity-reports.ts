import {
  type ActivityFigure,
  type ActivityNode,
  activityOf,
  type JourneyVersion,
  journeyDocument,
} from '@waystream/journey';
import { activityCounter, pathCounter } from '../counting/counter-names.js';
import { amountsAfter } from './figures-of.js';
import type { ActivityReport } from './report-form.js';

/**
 * What happened at each activity, in the order of the document; one that nobody has reached has zeros, and so has each
 * of its paths. A draft whose document is unfinished has nobody inside and no activities to report.
 */
export function activityReports(
  { document }: Pick<JourneyVersion, 'document'>,
  counters: ReadonlyMap<string, number>,
): ActivityReport[] {
  const { data } = journeyDocument.safeParse(document);
  return (data?.nodes ?? []).map((node) => reportOf(node, counters));
}

function reportOf(node: ActivityNode, counters: ReadonlyMap<string, number>): ActivityReport {
  const { id, type, label = null } = node;
  const amount = (figure: ActivityFigure) => counters.get(activityCounter(id, figure)) ?? 0;
  const untaken = Object.fromEntries(
    activityOf(node)
      .ports(node)
      .map((port) => [port.id, 0]),
  );
  return {
    id,
    type,
    label,
    entered: amount('entered'),
    completed: amount('completed'),
    errors: amount('errors'),
    timedOut: amount('timedOut'),
    capped: amount('capped'),
    waiting: amount('waiting'),
    paths: { ...untaken, ...amountsAfter(counters, pathCounter(id, '')) },
  };
}
