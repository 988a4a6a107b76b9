import { DAY_MS, SECOND_MS } from '@waystream/core';
import { z } from 'zod';
import { BEHAVIOURS } from '../activities/audience-qualification/behaviour.js';
import { nodeId } from '../activities/next.js';
import { journeyNode } from '../activities/registry.js';
import { duration, durationMs, expression, name, namespaceCode } from './names.js';

const between = (minMs: number, maxMs: number, message: string) =>
  duration.refine((text) => !/^P/.test(text) || (durationMs(text) >= minMs && durationMs(text) <= maxMs), message);

const instant = z.iso.datetime({ offset: true }).nullable().default(null);

const audienceStatus = z.enum(BEHAVIOURS).default('both');

/** Takes the person out of the journey at once, wherever they are in it. */
const exitCriterion = z.union([
  z.strictObject({ event: name, condition: expression.optional() }),
  z.strictObject({ audience: name, behaviour: audienceStatus, condition: expression.optional() }),
]);

/** An event that counts as a conversion when it comes within a time after the entrance. */
const goal = z.strictObject({ event: name, condition: expression.optional(), within: duration });

const properties = z.strictObject({
  reentrance: z
    .strictObject({ allowed: z.boolean().default(true), waitPeriod: duration.default('PT0S') })
    .default({ allowed: true, waitPeriod: 'PT0S' }),
  timezone: z.string().min(1).default('UTC'),
  useProfileTimezone: z.boolean().default(false),
  timeout: between(SECOND_MS, 30 * SECOND_MS, 'must be between PT1S and PT30S').default('PT5S'),
  globalTimeout: between(SECOND_MS, 91 * DAY_MS, 'must be between PT1S and P91D').default('P30D'),
  startDate: instant,
  endDate: instant,
  exitCriteria: z.array(exitCriterion).max(20).default([]),
  goal: goal.nullable().default(null),
});

/** A journey as people write it, in JSON or YAML: properties, the entry activity, and the activities with their paths. */
export const journeyDocument = z.strictObject({
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).optional(),
  namespace: namespaceCode.optional(),
  tags: z.array(z.string().min(1)).default([]),
  properties: properties.prefault({}),
  entry: nodeId,
  nodes: z.array(journeyNode).min(1, 'needs at least one activity'),
  layout: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })).optional(),
});

export type ExitCriterionDefinition = z.infer<typeof exitCriterion>;
export type JourneyDocument = z.infer<typeof journeyDocument>;
/** The same before defaults are filled in. */
export type JourneyDocumentInput = z.input<typeof journeyDocument>;
