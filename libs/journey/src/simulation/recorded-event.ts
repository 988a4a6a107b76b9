import { type Flaw, fromRfc3339, type Json, type JsonObject, toRfc3339 } from '@waystream/core';
import { z } from 'zod';
import { jsonObject } from '../definition/json-value.js';
import type { InboxMessage } from '../engine/input.js';
import { personId } from '../engine/person.js';
import { AUDIENCE_STATUSES } from '../engine/topic.js';
import { createEventMatcher, type EventMatcher, type MatcherParts } from './match-recorded-event.js';
import type { PastEvent } from './simulated-profiles.js';
import type { SimulatedVersions } from './simulated-versions.js';

const atForm = z.union([z.iso.datetime({ offset: true }), z.int()]);

/**
 * Something that happened, as files and requests tell it: an event, somebody who enters or leaves an audience, or
 * somebody whom a run over an audience lets into a journey. Without `person` the payload says whose event it is, and has
 * to be as its schema asks for. Without `event` the payload says which events it stands for.
 */
export const recordForm = z.strictObject({
  event: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  audience: z.string().optional(),
  status: z.enum(AUDIENCE_STATUSES).optional(),
  enter: z.string().optional().describe('name or uid of the journey'),
  person: z.string().min(1).optional().describe('the key of the person'),
  at: atForm.optional().describe('RFC 3339 or epoch milliseconds; else `timestamp`, else that of the payload'),
  timestamp: atForm.optional(),
  payload: jsonObject.optional(),
});
type RecordForm = z.output<typeof recordForm>;

/** What a record comes to: one input for each person it is about. */
export interface Recorded {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly input: Extract<InboxMessage, { type: 'event' | 'audience' | 'enter' }>;
  /** What the person's history keeps of it. */
  readonly past: PastEvent | null;
}

export type ReadRecord = { recorded: readonly Recorded[]; flaws: readonly [] } | { recorded: null; flaws: Flaw[] };

/** Reads records in their order; what was read before is known by its `_id` and refused. */
export type RecordReader = (record: Json) => ReadRecord;

export interface RecordReaderParts extends MatcherParts {
  readonly versions: SimulatedVersions;
  readonly sandbox: string;
}

export function createRecordReader(parts: RecordReaderParts): RecordReader {
  const matcher = createEventMatcher(parts);
  const known = new Set<string>();
  let count = 0;
  return (given) => {
    count += 1;
    const form = recordForm.safeParse(given);
    if (!form.success) return refused(form.error.issues.flatMap(flawsOf));
    const record = form.data;
    const at = timeOf(record);
    if (at === null) return refused([flaw('at', 'missing', 'is missing; give "at", "timestamp" or payload.timestamp')]);
    const read = readKind(record, { ...parts, matcher, at, id: idOf(record, count) });
    const repeated = read.recorded?.find(({ input }) => known.has(`${input.person}\u0000${input.id}`));
    if (repeated) return refused([flaw('payload._id', 'duplicate', `"${repeated.input.id}" was there before`)]);
    for (const { input } of read.recorded ?? []) known.add(`${input.person}\u0000${input.id}`);
    return read;
  };
}

interface Reading extends RecordReaderParts {
  readonly matcher: EventMatcher;
  readonly at: number;
  readonly id: string;
}

function readKind(record: RecordForm, reading: Reading): ReadRecord {
  const { audience, enter, event, payload } = record;
  if (audience !== undefined && (enter !== undefined || event !== undefined))
    return refused([flaw('audience', 'ambiguous', 'stands beside "event" or "enter"; make two records of it')]);
  if (audience !== undefined) return readAudience(record, audience, reading);
  if (enter !== undefined) return readEnter(record, enter, reading);
  if (event === undefined && payload === undefined)
    return refused([flaw('event', 'missing', 'is missing; give the name of the event, or its payload')]);
  return readEvent(record, reading);
}

function readEvent({ event, person, payload }: RecordForm, { matcher, sandbox, at, id }: Reading): ReadRecord {
  const complete: JsonObject = { _id: id, timestamp: toRfc3339(at), ...payload };
  const { matches, flaws } = matcher({ names: namesOf(event), payload: complete, key: person ?? null, at });
  if (!matches) return refused(flaws);
  const recorded = matches.map(({ namespace, key, schema, ...matched }): Recorded => {
    const input = { v: 1, type: 'event', id, person: personId({ sandbox, namespace, key }), at, ...matched } as const;
    return { at, input, past: { schema, payload: complete } };
  });
  return { recorded, flaws: [] };
}

function readAudience({ status, person }: RecordForm, audience: string, reading: Reading): ReadRecord {
  const { sandbox, at, id } = reading;
  const flaws = [
    ...(status === undefined ? [flaw('status', 'missing', `is missing; one of ${AUDIENCE_STATUSES.join(', ')}`)] : []),
    ...(person === undefined ? [flaw('person', 'missing', 'is missing')] : []),
  ];
  if (status === undefined || person === undefined) return refused(flaws);
  const owner = personId({ sandbox, namespace: namespaceOf(audience, reading), key: person });
  return one({ at, input: { v: 1, type: 'audience', id, person: owner, audience, status, at }, past: null });
}

/** An event beside it is the business event that began the run. */
function readEnter({ person, event, payload = {} }: RecordForm, journey: string, reading: Reading): ReadRecord {
  const { versions, sandbox, at, id } = reading;
  const version = versions.chosen.find(({ name, journeyUid }) => name === journey || journeyUid === journey);
  if (!version) return refused([flaw('enter', 'unknownJourney', `there is no journey "${journey}" in the simulation`)]);
  if (person === undefined) return refused([flaw('person', 'missing', 'is missing')]);
  const owner = personId({ sandbox, namespace: version.namespace, key: person });
  const events = Object.fromEntries(namesOf(event).map((name) => [name, payload]));
  return one({ at, input: { v: 1, type: 'enter', id, person: owner, version: version.uid, events }, past: null });
}

function namesOf(event: RecordForm['event']): readonly string[] {
  if (event === undefined) return [];
  return Array.isArray(event) ? event : [event];
}

/** An audience that no definition describes is one of people of the journeys under simulation. */
function namespaceOf(audience: string, { catalogue, versions }: Reading): string {
  return catalogue.audiences.get(audience)?.namespace ?? versions.chosen[0]?.namespace ?? '';
}

function timeOf({ at, timestamp, payload }: RecordForm): number | null {
  const time = at ?? timestamp ?? payload?.timestamp;
  if (typeof time === 'number') return time;
  return typeof time === 'string' ? fromRfc3339(time) : null;
}

function idOf({ payload }: RecordForm, count: number): string {
  return typeof payload?._id === 'string' ? payload._id : `record-${count}`;
}

function flawsOf({ code, message, path, ...issue }: z.core.$ZodIssue): Flaw[] {
  const place = path.map(String).join('.');
  if (code !== 'unrecognized_keys' || !('keys' in issue)) return [flaw(place, code, message)];
  const keys = isStrings(issue.keys) ? issue.keys : [];
  return keys.map((key) => flaw(key, 'unknownField', `there is no such field, only ${FIELDS}`));
}

const FIELDS = Object.keys(recordForm.shape).join(', ');

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

const flaw = (path: string, code: string, message: string): Flaw => ({ path, code, message });
const refused = (flaws: Flaw[]): ReadRecord => ({ recorded: null, flaws });
const one = (recorded: Recorded): ReadRecord => ({ recorded: [recorded], flaws: [] });
