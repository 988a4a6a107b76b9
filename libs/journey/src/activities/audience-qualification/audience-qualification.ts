import { z } from 'zod';
import { duration, durationMs, name } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { audienceTopic, type Topic } from '../../engine/topic.js';
import { checkAudienceKnown } from '../../validation/check-audience-known.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineActivity } from '../define-activity.js';
import { next, nextPort, nodeBase } from '../next.js';
import { BEHAVIOURS, statusesOf } from './behaviour.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('audienceQualification'),
  audience: name,
  behaviour: z.enum(BEHAVIOURS).default('enter'),
  timeout: z.strictObject({ duration, next }).optional(),
  next,
});

/**
 * The person enters or leaves an audience: as entry that creates the instance, later the instance waits for it. Who is a
 * member already when the wait begins has not entered. A timeout works as that of an event does.
 */
export const audienceQualification = defineActivity({
  type: 'audienceQualification',
  node,
  isEntry: true,
  isListening: true,
  ports: ({ timeout, next: target }) => [
    nextPort(target),
    ...(timeout?.next ? [nextPort(timeout.next, 'timeout', 'timeout.next')] : []),
  ],
  reads: () => [],
  audience: (node) => node.audience,
  topics: topicsOf,
  check: (node, scope) => [
    ...checkAudienceKnown(node.audience, scope, { node, field: 'audience' }),
    ...checkTimeout(node, node.timeout?.duration),
  ],
  enter: (node, { isEntry, now }) =>
    isEntry
      ? follow('next')
      : {
          kind: 'listen',
          listen: {
            topics: topicsOf(node),
            dueMs: node.timeout ? now + durationMs(node.timeout.duration) : null,
          },
        },
  resume: (node, signal) =>
    signal.kind === 'topic'
      ? follow('next')
      : { kind: 'follow', port: node.timeout?.next ? 'timeout' : 'next', status: 'timedout' },
});

function topicsOf({ audience, behaviour }: z.output<typeof node>): Topic[] {
  return statusesOf(behaviour).map((status) => audienceTopic(audience, status));
}
