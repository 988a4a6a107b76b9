import type { Json, JsonObject } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import type { Activity, ActivityNode } from '../activities/define-activity.js';
import type { VersionStatus } from '../definition/journey-version.js';
import type { Topic } from '../engine/topic.js';
import type { JourneyRun } from './audience-run.js';
import type { DecidingField } from './deciding-fields.js';

/** A version made ready to run: every expression compiled, every path resolved, what to fetch known beforehand. */
export interface CompiledVersion {
  /** Of the version; under test, of the test session. See `versionKey`. */
  readonly uid: string;
  readonly journeyUid: string;
  /** What a person is inside of once at a time: the journey, or the test session, which keeps nobody out of the journey. */
  readonly place: string;
  readonly name: string;
  readonly status: VersionStatus;
  readonly namespace: string;
  readonly entry: CompiledNode;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** In the order of the document, which never changes once the version is published. */
  readonly nodeIds: readonly string[];
  /** What people enter with; empty for a version that takes the members of an audience. */
  readonly startTopics: ReadonlySet<Topic>;
  /** How a run over an audience brings people in; `null` where they enter by themselves. */
  readonly run: JourneyRun | null;
  /** What some activity after the entry listens for. */
  readonly laterTopics: ReadonlySet<Topic>;
  /** What takes people out, wherever they are. */
  readonly exits: readonly ExitCriterion[];
  readonly goal: Goal | null;
  /** There is an instance for each value of the events' supplemental identifier. */
  readonly isPerSupplementalId: boolean;
  /** What an instance keeps of an event's payload: the fields that the version reads. */
  keep(event: string, payload: JsonObject): JsonObject;
  /** What it keeps of an action's response likewise; `null` when nothing reads it. */
  keepResponse(action: string, response: JsonObject): JsonObject | null;
  readonly callTimeoutMs: number;
  readonly globalTimeoutMs: number;
  readonly reentrance: { readonly allowed: boolean; readonly waitPeriodMs: number };
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly timezone: string;
  readonly useProfileTimezone: boolean;
  /** Set while the version is tried out with test profiles. */
  readonly test: TestMode | null;
  /** Journey properties that are the same for everybody inside. */
  readonly properties: Readonly<Record<string, Json>>;
}

export interface CompiledNode {
  readonly node: ActivityNode;
  readonly activity: Activity;
  /** Port id → activities it leads to; an empty list ends the journey for the person. */
  readonly ports: ReadonlyMap<string, readonly string[]>;
  /** By the names that the activity reads them by. */
  readonly reads: ReadonlyMap<string, CompiledRead>;
  /** What those expressions read on which the way out depends. */
  readonly decidedBy: readonly DecidingField[];
  /** What to fetch before the activity is entered. A round needs the data of the rounds before it. */
  readonly fetchRounds: readonly (readonly PlannedFetch[])[];
}

/** A compiled expression with its value in the wire form. */
export interface CompiledRead {
  value(context: EvaluationContext): Json;
  isTrue(context: EvaluationContext): boolean;
  /** Epoch milliseconds of a date, read in the given zone; `null` when there is none. */
  instant(context: EvaluationContext, timezone: string): number | null;
}

/** One field group that an activity needs; `params` are worked out when its round comes. */
export interface PlannedFetch {
  readonly source: string;
  readonly group: string;
  params(context: EvaluationContext): Record<string, Json> | null;
}

/** `condition` reads the event that may take the person out and those the person has sent inside. */
export interface ExitCriterion {
  readonly topics: ReadonlySet<Topic>;
  readonly condition: CompiledRead | null;
}

/** An event within a time after the entrance counts as the person's conversion. */
export interface Goal {
  readonly topic: Topic;
  readonly condition: CompiledRead | null;
  readonly withinMs: number;
}

export interface TestMode {
  /** One per time the mode was switched on. */
  readonly session: string;
  /** How long waits and timeouts last. */
  readonly waitMs: number;
}

/** What the engine asks the configuration: who starts with a topic, and what an instance runs on. */
export interface LiveVersions {
  /** Versions that people may enter with this now. */
  startingWith(topic: Topic): readonly CompiledVersion[];
  /** Versions whose runs over an audience begin with this business event. */
  begunBy(event: string): readonly CompiledVersion[];
  /** The live version of a journey, by its uid or name. */
  latest(journey: string): CompiledVersion | undefined;
  find(uid: string): CompiledVersion | undefined;
  /** Is it certain that a version that is not found does not run any more? Else it may not have been heard of yet. */
  isGone(uid: string): boolean;
}
