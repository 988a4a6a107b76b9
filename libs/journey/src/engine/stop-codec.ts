import type { Json } from '@waystream/core';
import { z } from 'zod';
import { jsonValue } from '../definition/json-value.js';
import type { Arm, Stop } from './person-state.js';

const NO_TOPIC = 0;
const topics = z.union([z.literal(NO_TOPIC), z.string(), z.array(z.string())]);
/** Node, topics (0 for none, a text for one) and the due time since the entrance; what is not there at the end is none. */
const packedArm = z.tuple([z.string(), topics.optional(), z.number().optional()]);

/** A fetch's answer, as states and messages carry it. */
export const storedAnswer = z.strictObject({
  source: z.string(),
  group: z.string(),
  params: z.record(z.string(), jsonValue).nullable(),
  data: jsonValue.optional(),
  error: z.string().optional(),
});

/**
 * Where an instance stands, by position. Arms stand as they are, since nearly everybody who is stored waits; the other
 * kinds of stop begin with a letter.
 */
export const packedStop = z.union([
  z.array(packedArm),
  z.tuple([z.literal('p'), z.string()]),
  z.tuple([z.literal('f'), z.array(z.string()), z.int(), z.array(storedAnswer)]),
  z.tuple([z.enum(['a', 's'])]),
]);

export function packStop(stop: Stop, enteredAt: number): Json {
  switch (stop.kind) {
    case 'listening':
      return stop.arms.map((arm) => packArm(arm, enteredAt));
    case 'performing':
      return ['p', stop.node];
    case 'fetching':
      return ['f', [...stop.nodes], stop.round, stop.answers.map((answer) => ({ ...answer }))];
    case 'admitting':
      return ['a'];
    case 'starting':
      return ['s'];
  }
}

export function unpackStop(packed: z.infer<typeof packedStop>, enteredAt: number): Stop {
  if (isListening(packed)) return { kind: 'listening', arms: packed.map((arm) => unpackArm(arm, enteredAt)) };
  switch (packed[0]) {
    case 'p':
      return { kind: 'performing', node: packed[1] };
    case 'f':
      return { kind: 'fetching', nodes: packed[1], round: packed[2], answers: packed[3] };
    case 'a':
      return { kind: 'admitting' };
    case 's':
      return { kind: 'starting' };
  }
}

function isListening(packed: z.infer<typeof packedStop>): packed is z.infer<typeof packedArm>[] {
  return typeof packed[0] !== 'string';
}

function packArm({ node, topics: listened, dueMs }: Arm, enteredAt: number): Json {
  const [first = NO_TOPIC, ...more] = listened;
  const packedTopics = more.length > 0 ? [...listened] : first;
  if (dueMs !== null) return [node, packedTopics, dueMs - enteredAt];
  return packedTopics === NO_TOPIC ? [node] : [node, packedTopics];
}

function unpackArm([node, listened = NO_TOPIC, sinceEntrance]: z.infer<typeof packedArm>, enteredAt: number): Arm {
  const list = listened === NO_TOPIC ? [] : typeof listened === 'string' ? [listened] : listened;
  return { node, topics: list, dueMs: sinceEntrance === undefined ? null : enteredAt + sinceEntrance };
}
