import { activityOf } from '../activities/registry.js';
import type { CompiledVersion } from '../compile/compiled-version.js';
import type { StepEvent } from '../engine/step-event.js';

/** Everyone who entered is in exactly one of current, completed, failed, timedOut and stopped. */
export type Figures = {
  entered: number;
  current: number;
  completed: number;
  failed: number;
  timedOut: number;
  stopped: number;
  /** How many entrances reached the journey's goal. */
  converted: number;
  /** Entrances and events refused, by reason. */
  discarded: Record<string, number>;
};

/** What happened at one activity; in the words and by the rules of the journey report. */
export type ActivityFigures = {
  id: string;
  type: string;
  label: string | null;
  entered: number;
  completed: number;
  errors: number;
  timedOut: number;
  capped: number;
  /** Visits that wait when the simulation ends. */
  waiting: number;
  /** Path id → people who left by it. */
  paths: Record<string, number>;
};

/** The figures of one version as sums over its steps. */
export interface Funnel {
  count(step: StepEvent): void;
  figures(): Figures;
  /** In the order of the document. */
  activities(): ActivityFigures[];
}

export function createFunnel({ nodes }: CompiledVersion): Funnel {
  const endings = { completed: 0, failed: 0, timedOut: 0, stopped: 0 };
  const discarded: Record<string, number> = {};
  let entered = 0;
  let converted = 0;
  const activities = new Map([...nodes.values()].map(({ node }) => [node.id, nothingYet(node)]));
  return {
    count(step) {
      if (step.entrance) entered += 1;
      if (step.ending) endings[step.ending] += 1;
      if (step.status === 'converted') converted += 1;
      if (step.reason) discarded[step.reason] = (discarded[step.reason] ?? 0) + 1;
      const activity = step.node === null ? undefined : activities.get(step.node);
      if (activity && step.status !== 'discarded') countVisit(activity, step);
    },
    figures() {
      const { completed, failed, timedOut, stopped } = endings;
      const current = entered - completed - failed - timedOut - stopped;
      return { entered, current, completed, failed, timedOut, stopped, converted, discarded: { ...discarded } };
    },
    activities: () => [...activities.values()].map((figures) => ({ ...figures, paths: { ...figures.paths } })),
  };
}

function nothingYet(node: CompiledVersion['entry']['node']): ActivityFigures {
  const { id, type, label = null } = node;
  const ports = activityOf(node).ports(node);
  const paths = Object.fromEntries(ports.map((port) => [port.id, 0]));
  return { id, type, label, entered: 0, completed: 0, errors: 0, timedOut: 0, capped: 0, waiting: 0, paths };
}

/** A visit begins with `waiting` or, when it did not wait, with the step that closes it. */
function countVisit(activity: ActivityFigures, { status, waited, path }: StepEvent): void {
  if (status === 'waiting') activity.waiting += 1;
  else if (waited) activity.waiting -= 1;
  if (!waited) activity.entered += 1;
  const closing = CLOSINGS[status];
  if (closing) activity[closing] += 1;
  if (path !== null) activity.paths[path] = (activity.paths[path] ?? 0) + 1;
}

const CLOSINGS: Record<StepEvent['status'], 'completed' | 'errors' | 'timedOut' | 'capped' | null> = {
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
