import type { Json, JsonObject } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import type { Activity, ActivityNode } from '../activities/define-activity.js';

/** A version made ready to run: every expression compiled, every path resolved, what to fetch known beforehand. */
export interface CompiledVersion {
  readonly uid: string;
  readonly journeyUid: string;
  readonly namespace: string;
  readonly entry: CompiledNode;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** Events that some activity after the entry listens for. */
  readonly laterEvents: ReadonlySet<string>;
  /** What an instance keeps of an event's payload: the fields that the version reads. */
  keep(event: string, payload: JsonObject): JsonObject;
  readonly callTimeoutMs: number;
  readonly globalTimeoutMs: number;
  readonly reentrance: { readonly allowed: boolean; readonly waitPeriodMs: number };
  readonly startsAt: number | null;
  readonly timezone: string;
  /** Journey properties that are the same for everybody inside. */
  readonly properties: Readonly<Record<string, Json>>;
}

export interface CompiledNode {
  readonly node: ActivityNode;
  readonly activity: Activity;
  /** Port id → activities it leads to; an empty list ends the journey for the person. */
  readonly ports: ReadonlyMap<string, readonly string[]>;
  readonly reads: readonly CompiledRead[];
  /** What to fetch before the activity is entered. A round needs the data of the rounds before it. */
  readonly fetchRounds: readonly (readonly PlannedFetch[])[];
}

/** A compiled expression with its value in the wire form. */
export interface CompiledRead {
  value(context: EvaluationContext): Json;
  isTrue(context: EvaluationContext): boolean;
}

/** One field group that an activity needs; `params` are worked out when its round comes. */
export interface PlannedFetch {
  readonly source: string;
  readonly group: string;
  params(context: EvaluationContext): Record<string, Json> | null;
}

/** What the engine asks the configuration: who starts with an event, and what an instance runs on. */
export interface LiveVersions {
  startingWith(event: string): readonly CompiledVersion[];
  find(uid: string): CompiledVersion | undefined;
}
