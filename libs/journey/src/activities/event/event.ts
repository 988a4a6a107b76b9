import { z } from 'zod';
import { duration, durationMs, name } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { eventTopic } from '../../engine/topic.js';
import { checkEventKnown } from '../../validation/check-event-known.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineActivity } from '../define-activity.js';
import { next, nextPort, nodeBase } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('event'),
  event: name,
  timeout: z.strictObject({ duration, next }).optional(),
  next,
});

/**
 * As entry it creates the instance; later it waits for the person's event. When the timeout passes first, the person
 * takes the timeout path, or the normal path when the document gives the timeout none of its own.
 */
export const event = defineActivity({
  type: 'event',
  node,
  isEntry: true,
  isListening: true,
  ports: ({ timeout, next: target }) => [
    nextPort(target),
    ...(timeout?.next ? [nextPort(timeout.next, 'timeout', 'timeout.next')] : []),
  ],
  reads: () => [],
  event: (node) => node.event,
  topics: (node) => [eventTopic(node.event)],
  check: (node, scope) => [...checkEventKnown(node, scope), ...checkTimeout(node, node.timeout?.duration)],
  enter: (node, { isEntry, now }) =>
    isEntry
      ? follow('next')
      : {
          kind: 'listen',
          listen: {
            topics: [eventTopic(node.event)],
            dueMs: node.timeout ? now + durationMs(node.timeout.duration) : null,
          },
        },
  resume: (node, signal) =>
    signal.kind === 'topic'
      ? follow('next')
      : { kind: 'follow', port: node.timeout?.next ? 'timeout' : 'next', status: 'timedout' },
});
