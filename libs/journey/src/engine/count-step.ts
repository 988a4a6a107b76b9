import type { StepEvent } from './step-event.js';

export const ENDINGS = ['completed', 'failed', 'timedOut', 'stopped'] as const satisfies NonNullable<
  StepEvent['ending']
>[];

/** What is counted of a version: entrances, instances by how they ended, and entrances that reached the goal. */
export type JourneyFigure = 'entered' | (typeof ENDINGS)[number] | 'converted';

/** What is counted at an activity: visits begun, visits by how they closed, and visits that wait now. */
export type ActivityFigure = 'entered' | Closing | 'waiting';
type Closing = 'completed' | 'errors' | 'timedOut' | 'capped';

/** Where figures of one version are kept. */
export interface FigureCount {
  journey(figure: JourneyFigure): void;
  /** An entrance or an event was refused. */
  discarded(reason: string): void;
  activity(id: string, figure: ActivityFigure, amount: 1 | -1): void;
  /** Somebody has left the activity by the path. */
  path(id: string, path: string): void;
}

/**
 * What a step adds to the figures of its version, in reports and in simulations alike. Steps carry all it takes, so
 * figures are sums over them: the order does not matter, and counting in parts gives the same as counting at once.
 */
export function countStep(step: StepEvent, count: FigureCount): void {
  const { status, entrance, ending, reason, node } = step;
  if (entrance) count.journey('entered');
  if (ending) count.journey(ending);
  if (status === 'converted') count.journey('converted');
  if (status === 'discarded') count.discarded(reason ?? 'unknown');
  else if (node !== null) countVisit(node, step, count);
}

/** A visit begins with `waiting` or, when it did not wait, with the step that closes it. */
function countVisit(id: string, { status, waited, path }: StepEvent, count: FigureCount): void {
  if (!waited) count.activity(id, 'entered', 1);
  if (status === 'waiting') count.activity(id, 'waiting', 1);
  else if (waited) count.activity(id, 'waiting', -1);
  const closing = CLOSINGS[status];
  if (closing) count.activity(id, closing, 1);
  if (path !== null) count.path(id, path);
}

/** How a step closes its visit; cancelled ones, and those of people who were taken out, only end. */
const CLOSINGS: Readonly<Record<StepEvent['status'], Closing | null>> = {
  transitions: 'completed',
  ended: 'completed',
  error: 'errors',
  timedout: 'timedOut',
  capped: 'capped',
  waiting: null,
  cancelled: null,
  instanceTimedout: null,
  stopped: null,
  exited: null,
  converted: null,
  discarded: null,
};
