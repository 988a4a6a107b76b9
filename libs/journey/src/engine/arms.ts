import type { Arm } from './person-state.js';
import type { Topic } from './topic.js';

/** The arm whose time came first; of equal times the upper one. */
export function firstDue(arms: readonly Arm[], now: number): Arm | undefined {
  let first: Arm | undefined;
  for (const arm of arms) {
    if (arm.dueMs !== null && arm.dueMs <= now && arm.dueMs < (first?.dueMs ?? Number.POSITIVE_INFINITY)) first = arm;
  }
  return first;
}

/** The uppermost arm that listens for a topic. */
export function armFor(arms: readonly Arm[], topic: Topic): Arm | undefined {
  return arms.find(({ topics }) => topics.includes(topic));
}
