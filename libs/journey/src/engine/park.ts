import type { CompiledNode } from '../compile/compiled-version.js';
import { armFor, firstDue } from './arms.js';
import { receive } from './hold.js';
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
    // Coming here was one visit; each further activity side by side is one of its own.
    if (index > 0) countVisit(passage);
    recordStep(passage, node.node.id, 'waiting');
    return { node: node.node.id, topics: listen.topics, dueMs: dueMsOf(passage, listen) };
  });
  passage.instance = { ...passage.instance, stop: { kind: 'listening', arms } };
  return atOnce(passage, arms);
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
  const taken = upperOf(arms, held, held[offered]);
  const due = firstDue(arms, passage.now);
  if (due && (due.dueMs ?? 0) <= (taken?.at ?? Number.POSITIVE_INFINITY)) return woken(passage, due, { kind: 'due' });
  // What was held and nobody here listens for has had its chance.
  const left = taken ? held.slice(offered).filter((one) => one !== taken) : [];
  passage.instance = { ...passage.instance, held: left };
  if (!taken) return null;
  receive(passage, taken);
  return wokenBy(passage, arms, taken.topic);
}

/** One event may have happened as several at once: that comes first which the uppermost activity listens for. */
function upperOf(arms: readonly Arm[], held: readonly Held[], first: Held | undefined): Held | undefined {
  const atOnce = held.filter(({ at }) => at === first?.at);
  const [upper] = arms.flatMap(({ topics }) => atOnce.find(({ topic }) => topics.includes(topic)) ?? []);
  return upper ?? first;
}

function wokenBy(passage: Passage, arms: readonly Arm[], topic: Topic): Leg | null {
  const arm = armFor(arms, topic);
  return arm ? woken(passage, arm, { kind: 'topic', topic }) : null;
}
