import { activityOf } from '../activities/registry.js';
import type { CompiledVersion } from '../compile/compiled-version.js';
import { countStep, type FigureCount } from '../engine/count-step.js';
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

/** What happened at one activity, in the words of the journey report. */
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
  const journey = { entered: 0, completed: 0, failed: 0, timedOut: 0, stopped: 0, converted: 0 };
  const discarded: Record<string, number> = {};
  const activities = new Map([...nodes.values()].map(({ node }) => [node.id, nothingYet(node)]));
  const count: FigureCount = {
    journey(figure) {
      journey[figure] += 1;
    },
    discarded(reason) {
      discarded[reason] = (discarded[reason] ?? 0) + 1;
    },
    activity(id, figure, amount) {
      const activity = activities.get(id);
      if (activity) activity[figure] += amount;
    },
    path(id, path) {
      const paths = activities.get(id)?.paths;
      if (paths) paths[path] = (paths[path] ?? 0) + 1;
    },
  };
  return {
    count: (step) => countStep(step, count),
    figures() {
      const { entered, completed, failed, timedOut, stopped, converted } = journey;
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
