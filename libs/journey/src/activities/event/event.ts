import { z } from 'zod';
import { name } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { eventTopic } from '../../engine/topic.js';
import { checkEntryTimeout } from '../../validation/check-entry-timeout.js';
import { checkEventKnown } from '../../validation/check-event-known.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineActivity } from '../define-activity.js';
import { next, nodeBase } from '../next.js';
import { followListening, listenFor, listeningPorts, timeout } from '../timeout.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('event'),
  event: name,
  timeout,
  next,
});

/** As entry it creates the instance; later it waits for the person's event. */
export const event = defineActivity({
  type: 'event',
  node,
  isEntry: true,
  ports: listeningPorts,
  reads: () => [],
  event: (node) => node.event,
  topics: (node) => [eventTopic(node.event)],
  check: (node, scope) => [
    ...checkEventKnown(node, scope),
    ...checkTimeout(node, node.timeout?.duration),
    ...checkEntryTimeout(node, scope),
  ],
  enter: (node, { isEntry, now }) => (isEntry ? follow('next') : listenFor([eventTopic(node.event)], node, now)),
  woken: followListening,
});
