import { DAY_MS, SECOND_MS } from '@waystream/core';
import { z } from 'zod';
import { durationMs } from '../../definition/names.js';
import { REACTIONS, reactionTopic, type Topic } from '../../engine/topic.js';
import { type Issue, issue } from '../../validation/issue.js';
import { defineActivity } from '../define-activity.js';
import { next, nodeBase, nodeId } from '../next.js';
import { followListening, listenFor, listeningPorts, timeout } from '../timeout.js';

const kind = z.enum(REACTIONS);

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('reaction'),
  /** The activity that has sent the message. */
  message: nodeId,
  on: z.union([kind, z.array(kind).min(1, 'needs at least one kind of reaction')]),
  timeout,
  next,
});
type ReactionNode = z.output<typeof node>;

/** Rules of the product: no mail is opened sooner, and nobody answers later. */
const SHORTEST_MS = 40 * SECOND_MS;
const LONGEST_MS = 30 * DAY_MS;

/** Waits for what becomes of a message that the journey has sent. A reaction that came before the person got here counts. */
export const reaction = defineActivity({
  type: 'reaction',
  node,
  isEntry: false,
  ports: listeningPorts,
  reads: () => [],
  topics: topicsOf,
  message: (node) => node.message,
  check: checkDuration,
  enter: (node, { now }) => listenFor(topicsOf(node), node, now, { leastTestMs: SHORTEST_MS }),
  woken: followListening,
});

function topicsOf({ message, on }: ReactionNode): Topic[] {
  return [on].flat().map((one) => reactionTopic(message, one));
}

function checkDuration(node: ReactionNode): Issue[] {
  if (!node.timeout) return [];
  const { duration: text } = node.timeout;
  const ms = durationMs(text);
  if (ms >= SHORTEST_MS && ms <= LONGEST_MS) return [];
  const message = `${text} must be at least PT40S and at most P30D for a reaction`;
  return [issue('ERR_DURATION_RANGE', message, node, 'timeout.duration')];
}
