import type { CompiledNode } from '../compile/compiled-version.js';
import { armFor, firstDue } from './arms.js';
import { countVisit, type Leg, woken } from './leg.js';
import type { ListenRequest } from './move.js';
import { type Passage, recordStep } from './passage.js';
import type { Arm, Held } from './person-state.js';
import type { Topic } from './topic.js';

export interface Listening {
  readonly node: CompiledNode;
  readonly listen: ListenRequest;
}

/** From now on the instance listens; with what was held or is due already it goes on at once. */
export function park(passage: Passage, listening: readonly Listening[]): Leg | null {
  const arms = listening.map(({ node, listen }, index): Arm => {
    if (index > 0) countVisit(passage);
    recordStep(passage, node.node.id, 'waiting');
    return { node: node.node.id, topics: listen.topics, dueMs: dueMsOf(passage, listen) };
  });
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms } };
  return atOnce(passage, arms);
}

/** The instance remembers what an event brought, as far as its version reads it. */
export function receive(passage: Passage, { as, payload }: Pick<Held, 'as' | 'payload'>): void {
  if (as === null) return;
  const { instance, version } = passage;
  passage.instance = { ...instance, events: { ...instance.events, [as]: version.keep(as, payload) } };
}

/** In test mode every wait and timeout lasts the same short time, unless it is over before it begins. */
function dueMsOf({ version, now }: Passage, { dueMs, leastTestMs = 0 }: ListenRequest): number | null {
  if (version.test === null || dueMs === null || dueMs <= now) return dueMs;
  return now + Math.max(version.test.waitMs, leastTestMs);
}

/** What has become of a message stays true; then comes what was held or what is due, whichever was first. */
function atOnce(passage: Passage, arms: readonly Arm[]): Leg | null {
  const { held, reactions } = passage.instance;
  const reaction = reactions.find((topic) => armFor(arms, topic));
  if (reaction !== undefined) return wokenBy(passage, arms, reaction);
  const offered = held.findIndex(({ topic }) => armFor(arms, topic));
  const taken = held[offered];
  const due = firstDue(arms, passage.now);
  if (due && (due.dueMs ?? 0) <= (taken?.at ?? Number.POSITIVE_INFINITY)) return woken(passage, due, { kind: 'due' });
  // What was held and nobody here listens for has had its chance.
  passage.instance = { ...passage.instance, held: taken ? held.slice(offered + 1) : [] };
  if (!taken) return null;
  receive(passage, taken);
  return wokenBy(passage, arms, taken.topic);
}

function wokenBy(passage: Passage, arms: readonly Arm[], topic: Topic): Leg | null {
  const arm = armFor(arms, topic);
  return arm ? woken(passage, arm, { kind: 'topic', topic }) : null;
}
