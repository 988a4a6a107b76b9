import type { AudienceRun } from '../activities/define-activity.js';
import { activityOf } from '../activities/registry.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { JourneyDocument } from '../definition/journey-document.js';

/** The runs that bring people into a journey. */
export interface JourneyRun extends AudienceRun {
  /** The activity that reads the audience. */
  readonly node: string;
  /** The business event that begins each run; `null` where the schedule does. */
  readonly event: string | null;
}

/** How runs over an audience bring people into the journey; `null` where people enter by themselves. */
export function audienceRunOf(
  { events }: Pick<Catalogue, 'events'>,
  { nodes, entry }: Pick<JourneyDocument, 'nodes' | 'entry'>,
): JourneyRun | null {
  const first = nodes.find(({ id }) => id === entry);
  if (!first) return null;
  const activity = activityOf(first);
  const run = activity.run?.(first);
  if (run) return { ...run, node: first.id, event: null };
  const event = activity.event?.(first);
  if (event === undefined || events.get(event)?.type !== 'business') return null;
  const [target, ...others] = activity.ports(first).flatMap(({ to }) => [...to]);
  const second = others.length === 0 ? nodes.find(({ id }) => id === target) : undefined;
  const begun = second && activityOf(second).run?.(second);
  return begun ? { ...begun, node: second.id, event } : null;
}
