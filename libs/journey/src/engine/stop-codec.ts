import type { Json } from '@waystream/core';
import { z } from 'zod';
import { jsonValue } from '../definition/json-value.js';
import type { Arm, Stop } from './person-state.js';

const topics = z.union([z.null(), z.string(), z.array(z.string())]);
const packedArm = z.tuple([z.string(), z.int(), topics, z.number().nullable()]);

/** A fetch's answer, as states and messages carry it. */
export const storedAnswer = z.strictObject({
  source: z.string(),
  group: z.string(),
  params: z.record(z.string(), jsonValue).nullable(),
  data: jsonValue.optional(),
  error: z.string().optional(),
});

/** Where an instance stands, by position: the first letter tells which kind of stop it is. */
export const packedStop = z.union([
  z.tuple([z.literal('l'), z.array(packedArm)]),
  z.tuple([z.literal('p'), z.string()]),
  z.tuple([z.literal('f'), z.array(z.string()), z.int(), z.array(storedAnswer)]),
  z.tuple([z.enum(['a', 's'])]),
]);

export function packStop(stop: Stop): Json {
  switch (stop.kind) {
    case 'listening':
      return ['l', stop.arms.map(packArm)];
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

export function unpackStop(packed: z.infer<typeof packedStop>): Stop {
  switch (packed[0]) {
    case 'l':
      return { kind: 'listening', arms: packed[1].map(unpackArm) };
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

/** Most arms listen for one topic or for none. */
function packArm({ node, visit, topics: listened, dueMs }: Arm): Json {
  const [first = null, ...more] = listened;
  return [node, visit, more.length > 0 ? [...listened] : first, dueMs];
}

function unpackArm([node, visit, listened, dueMs]: z.infer<typeof packedArm>): Arm {
  const list = listened === null ? [] : typeof listened === 'string' ? [listened] : listened;
  return { node, visit, topics: list, dueMs };
}
