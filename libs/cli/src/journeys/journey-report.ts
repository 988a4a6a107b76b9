import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { Failure } from '../failure.js';

/** The exact figures of a journey version, as the reporting gateway answers them. */
export interface JourneyReport {
  readonly journey: string;
  readonly version: number;
  readonly status: string;
  readonly figures: Figures;
  readonly activities: readonly ActivityFigures[];
}

export interface Figures {
  readonly entered: number;
  readonly current: number;
  readonly completed: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly stopped: number;
  readonly converted: number;
  readonly discarded: Readonly<Record<string, number>>;
}

export interface ActivityFigures {
  readonly id: string;
  readonly type: string;
  readonly label: string | null;
  readonly entered: number;
  readonly completed: number;
  readonly errors: number;
  readonly timedOut: number;
  readonly capped: number;
  readonly waiting: number;
  readonly paths: Readonly<Record<string, number>>;
}

/** Reads an answer of the reporting gateway; throws `Failure` when it has another form. */
export function readReport(body: Json): JourneyReport {
  if (!isJsonObject(body) || !isJsonObject(body.figures) || !Array.isArray(body.activities)) {
    throw new Failure('reporting answered with something else than a journey report');
  }
  const { figures } = body;
  return {
    journey: textOf(body.journey),
    version: numberOf(body.version),
    status: textOf(body.status),
    figures: {
      entered: numberOf(figures.entered),
      current: numberOf(figures.current),
      completed: numberOf(figures.completed),
      failed: numberOf(figures.failed),
      timedOut: numberOf(figures.timedOut),
      stopped: numberOf(figures.stopped),
      converted: numberOf(figures.converted),
      discarded: numbersOf(figures.discarded),
    },
    activities: body.activities.filter(isJsonObject).map(activityOf),
  };
}

function activityOf(activity: JsonObject): ActivityFigures {
  return {
    id: textOf(activity.id),
    type: textOf(activity.type),
    label: typeof activity.label === 'string' ? activity.label : null,
    entered: numberOf(activity.entered),
    completed: numberOf(activity.completed),
    errors: numberOf(activity.errors),
    timedOut: numberOf(activity.timedOut),
    capped: numberOf(activity.capped),
    waiting: numberOf(activity.waiting),
    paths: numbersOf(activity.paths),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function numbersOf(value: Json | undefined): Record<string, number> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, amount]) => [name, numberOf(amount)]));
}
