import { z } from 'zod';
import { name } from '../../definition/names.js';
import { follow } from '../../engine/move.js';
import { audienceTopic, type Topic } from '../../engine/topic.js';
import { checkAudienceKnown } from '../../validation/check-audience-known.js';
import { checkEntryTimeout } from '../../validation/check-entry-timeout.js';
import { checkTimeout } from '../../validation/check-timeout.js';
import { defineActivity } from '../define-activity.js';
import { next, nodeBase } from '../next.js';
import { followListening, listenFor, listeningPorts, timeout } from '../timeout.js';
import { BEHAVIOURS, statusesOf } from './behaviour.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('audienceQualification'),
  audience: name,
  behaviour: z.enum(BEHAVIOURS).default('enter'),
  timeout,
  next,
});

/**
 * The person enters or leaves an audience: as entry that creates the instance, later the instance waits for it. Who is a
 * member already when the wait begins has not entered.
 */
export const audienceQualification = defineActivity({
  type: 'audienceQualification',
  node,
  isEntry: true,
  ports: listeningPorts,
  reads: () => [],
  audience: (node) => node.audience,
  topics: topicsOf,
  check: (node, scope) => [
    ...checkAudienceKnown(node.audience, scope, { node, field: 'audience' }),
    ...checkTimeout(node, node.timeout?.duration),
    ...checkEntryTimeout(node, scope),
  ],
  enter: (node, { isEntry, now }) => (isEntry ? follow('next') : listenFor(topicsOf(node), node, now)),
  woken: followListening,
});

function topicsOf({ audience, behaviour }: z.output<typeof node>): Topic[] {
  return statusesOf(behaviour).map((status) => audienceTopic(audience, status));
}
