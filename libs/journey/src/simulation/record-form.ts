import type { Flaw } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import { namespaceCode } from '../definition/names.js';
import { AUDIENCE_STATUSES } from '../engine/topic.js';

/** The years that RFC 3339 can write, epoch milliseconds: 0000 to 9999. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

const atForm = z.union([z.iso.datetime({ offset: true }), z.int().min(FIRST_MS).max(LAST_MS)]);

/**
 * Something that happened, as files and requests tell it: an event, a change of a profile, somebody who enters or leaves
 * an audience, or somebody who is let into a journey beside the runs that bring people in. Without `person` the payload
 * says whose event it is, and has to be as its schema asks for. Without `event` the payload says which events it stands
 * for.
 */
export const recordForm = z.strictObject({
  event: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  profile: jsonObject.optional().describe('attributes that are merged into the profile of the person'),
  audience: z.string().optional(),
  status: z.enum(AUDIENCE_STATUSES).optional(),
  enter: z.string().optional().describe('name or uid of the journey'),
  person: z.string().min(1).optional().describe('the key of the person'),
  namespace: namespaceCode.optional().describe('of the person whose profile changes; else that of the journey'),
  at: atForm.optional().describe('RFC 3339 or epoch milliseconds; else `timestamp`, else that of the payload'),
  timestamp: atForm.optional(),
  payload: jsonObject.optional(),
});
export type RecordForm = z.output<typeof recordForm>;

/** Reads a record; each flaw has its field, with dots. */
export function readRecordForm(given: unknown): { record: RecordForm; flaws: [] } | { record: null; flaws: Flaw[] } {
  const { data, error } = recordForm.safeParse(given);
  return data ? { record: data, flaws: [] } : { record: null, flaws: error.issues.flatMap(flawsOf) };
}

function flawsOf({ code, message, path, ...issue }: z.core.$ZodIssue): Flaw[] {
  if (code !== 'unrecognized_keys' || !('keys' in issue)) return [{ path: path.map(String).join('.'), code, message }];
  const keys = isStrings(issue.keys) ? issue.keys : [];
  return keys.map((key) => {
    return { path: key, code: 'unknownField', message: `there is no such field, only ${FIELDS}` };
  });
}

const FIELDS = Object.keys(recordForm.shape).join(', ');

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
