import { type Flaw, type Json, parseDuration } from '@waystream/core';
import { z } from 'zod';
import { jsonValue } from '../definition/json-value.js';
import { duration } from '../definition/names.js';
import { REACTIONS } from '../engine/topic.js';

const span = duration.refine((text) => (parseDuration(text) ?? 0) >= 0, 'must not be negative');

/**
 * What a system that is not called answers instead. `elapsed` is how long it takes on the virtual clock; past the
 * journey's timeout the call has timed out. `fail` stands for a call that brings no answer at all.
 */
const stub = z.strictObject({
  status: z.int().min(100).max(599).default(200),
  body: jsonValue.default({}),
  elapsed: span.default('PT0S'),
  fail: z.enum(['timeout', 'capped', 'error']).optional(),
  share: z.number().positive().default(1).describe('how often it is the answer, in proportion to those beside it'),
  reactions: z
    .array(z.strictObject({ kind: z.enum(REACTIONS), after: span }))
    .default([])
    .describe('what becomes of the message, for actions that send one'),
});
export type Stub = z.output<typeof stub>;

/** One answer, or several of which each call gets one. */
const answers = z.union([stub, z.array(stub).min(1)]);

/**
 * The outside world of a simulation, as people declare it. Actions go by their names, messages by their templates, data
 * sources by `<data source>` or `<data source>.<field group>`. What is not listed answers 200 and `{}` at once.
 */
export const stubs = z.strictObject({
  actions: z.record(z.string(), answers).default({}),
  dataSources: z.record(z.string(), answers).default({}),
});
export type Stubs = z.output<typeof stubs>;

/** Reads declared stubs; each flaw has its place, with dots. */
export function readStubs(declared: Json): { stubs: Stubs; flaws: [] } | { stubs: null; flaws: Flaw[] } {
  const { data, error } = stubs.safeParse(declared);
  if (data) return { stubs: data, flaws: [] };
  return { stubs: null, flaws: error.issues.flatMap((issue) => flawsOf(issue, [])) };
}

/** Where one answer or a list of them may stand, what is told is about the form that was meant. */
function flawsOf(issue: z.core.$ZodIssue, outer: readonly PropertyKey[]): Flaw[] {
  const path = [...outer, ...issue.path];
  const meant = issue.code === 'invalid_union' ? issue.errors.find((inner) => inner.some(isInside)) : undefined;
  if (meant) return meant.flatMap((inner) => flawsOf(inner, path));
  return [{ path: path.map(String).join('.'), code: issue.code, message: issue.message }];
}

function isInside({ path, code }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === 'unrecognized_keys';
}
