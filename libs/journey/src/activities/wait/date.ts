import { z } from 'zod';
import { isLocalMoment, moment, momentMs } from '../../definition/moment.js';
import { follow, listenUntil } from '../../engine/move.js';
import { defineKind } from '../kinds.js';
import { next, nextPort, nodeBase } from '../next.js';

const node = z.strictObject({
  ...nodeBase,
  type: z.literal('wait'),
  kind: z.literal('date'),
  date: moment,
  next,
});

/** The same date for everybody, or the same reading of everybody's clocks. */
export const date = defineKind({
  node,
  ports: (node) => [nextPort(node.next)],
  usesTimezone: (node) => isLocalMoment(node.date),
  enter: (node, { timezone }) => listenUntil(momentMs(node.date, timezone)),
  woken: () => follow('next'),
});
