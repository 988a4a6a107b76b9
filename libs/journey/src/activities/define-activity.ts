import type { Json } from '@waystream/core';
import type { Type } from '@waystream/expression';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import type { Move, PerformedOutcome, Signal } from '../engine/move.js';
import type { Topic } from '../engine/topic.js';
import type { Issue } from '../validation/issue.js';
import type { Schedule } from './read-audience/schedule.js';

/** What every activity of a journey document has; the rest is each activity's own. */
export interface ActivityNode {
  id: string;
  type: string;
  label?: string | undefined;
}

/**
 * A way out of an activity. `field` is where the document names the target, for messages. A port whose `to` is empty
 * ends the journey for the person, normally.
 */
export interface Port {
  id: string;
  field: string;
  to: readonly string[];
}

/** An expression of an activity: where it stands in the document and which types its place takes; `null` takes any. */
export interface ExpressionUse {
  field: string;
  /** What the visit reads it by, if not by its field: the id of its path, the name of its parameter. */
  name?: string;
  text: string;
  expects: readonly Type[] | null;
  /** Which way the person goes depends on it: the step tells the values that it has read. */
  decides?: true;
}

/** What an activity sees of the visit it answers for. It evaluates by name the expressions that `reads(node)` lists. */
export interface Visit {
  now: number;
  /** The zone in which times of day and dates without an offset are meant. */
  timezone: string;
  isEntry: boolean;
  /** The version is tried out with test profiles. */
  isTest: boolean;
  read(name: string): Json;
  isTrue(name: string): boolean;
  /** Epoch milliseconds of a date; `null` when the expression yields none. */
  instant(name: string): number | null;
  /** Has an expression of this visit met data that it could not convert? */
  hasFailed(): boolean;
  /** A number in [0, 1) that is the same whenever this person is at this activity of the version, or of any version. */
  share(over: 'version' | 'journey'): number;
}

/** Runs over an audience: when they begin, and how many people enter a second. */
export interface AudienceRun {
  readonly audience: string;
  readonly schedule: Schedule;
  readonly ratePerSecond: number;
}

/** What validation shows an activity beside its own node. */
export interface ValidationScope {
  catalogue: Catalogue;
  document: Pick<JourneyDocument, 'name' | 'namespace' | 'nodes' | 'entry' | 'properties'>;
}

/** Another journey, by uid or name, and what its first event is filled with: path of a field → expression. */
export interface JumpTarget {
  journey: string;
  parameters: Readonly<Record<string, string>>;
}

/**
 * One kind of activity. Shared code asks it through this contract only and never which type it is; a new kind is a
 * folder and a line in the registry. Everything is pure.
 */
export interface Activity<Node extends ActivityNode = ActivityNode> {
  type: Node['type'];
  /** The shape of its part of the journey document. */
  node: z.ZodType<Node>;
  /** May people enter a journey here? */
  isEntry: boolean;
  ports(node: Node): Port[];
  reads(node: Node, catalogue: Catalogue): ExpressionUse[];
  /** The event a person enters with or that it listens for. */
  event?(node: Node): string;
  /** The audience that it concerns. */
  audience?(node: Node): string;
  /** Brings the members of an audience into the journey. */
  run?(node: Node): AudienceRun;
  /** Everything, beside time, that a person enters with or that it listens for. */
  topics?(node: Node): readonly Topic[];
  /** The action it calls. */
  action?(node: Node): string;
  /** The template of the e-mail it sends. */
  template?(node: Node): string;
  /** The journey that it sends people into. */
  jump?(node: Node): JumpTarget;
  /** The activity on whose message it waits. */
  message?(node: Node): string;
  /** Does it send a message whose fate a reaction may wait for? */
  sendsMessage?: boolean;
  /** Does it reckon with times of day or dates, which are meant in the person's zone where the journey says so? */
  usesTimezone?(node: Node): boolean;
  check(node: Node, scope: ValidationScope): Issue[];
  /** The person has come to it, and all data that it reads is there. */
  enter(node: Node, visit: Visit): Move;
  /** A topic or the time that it listened for has come. Only who answers this may stand side by side with others. */
  woken?(node: Node, signal: Signal): Move;
  /** The call, the message, the update or the reservation that it asked for is made, or has failed. */
  performed?(node: Node, outcome: PerformedOutcome): Move;
}

/** Keeps the exact form of the node, so that the registry can tell the activities' nodes apart. */
export function defineActivity<Form extends z.ZodType<ActivityNode>>(
  activity: Activity<z.output<Form>> & { node: Form },
): Activity<z.output<Form>> & { node: Form } {
  return activity;
}
