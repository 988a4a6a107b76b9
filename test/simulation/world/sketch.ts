import type { JourneyDocumentInput } from '@waystream/journey';
import type { Chance } from '../chance.js';
import type { BUSINESS_EVENTS, EventName } from './vocabulary.js';

export type Node = JourneyDocumentInput['nodes'][number];
export type NodeType = Node['type'];
export type Next = string | string[] | undefined;

/** How people come into a journey. */
export type Entry =
  | { kind: 'event'; event: EventName }
  | { kind: 'business'; event: (typeof BUSINESS_EVENTS)[number] }
  | { kind: 'qualification' | 'run' };

/** A journey while it is drawn. Paths are drawn before the activities that lead to them, so there are no loops. */
export interface Sketch {
  readonly chance: Chance;
  /** Expressions that everybody inside can read: a number and a word, of the event they came with or of the profile. */
  readonly number: string;
  readonly word: string;
  /** What it may listen for: where people are inside once for each order, events that name one. */
  readonly events: readonly EventName[];
  /** Names of other journeys, to jump to. */
  readonly others: readonly string[];
  /** Actions that are called on the way; expressions may read their responses. */
  readonly called: ReadonlySet<string>;
  call(action: string): void;
  /** Activities on the way that have sent a message. */
  readonly sent: readonly string[];
  /** What comes after: another activity, some side by side, one that is there already, or nothing. */
  path(): Next;
  /** Likewise after an activity that sends a message. */
  pathAfter(sender: string): Next;
}
