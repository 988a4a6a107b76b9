import { didYouMean, type Flaw, fromRfc3339, type Json, type JsonObject, toRfc3339 } from '@waystream/core';
import type { InboxMessage } from '../engine/input.js';
import { businessId, personId } from '../engine/person.js';
import { AUDIENCE_STATUSES } from '../engine/topic.js';
import { createEventMatcher, type EventMatcher, type MatcherParts } from './match-recorded-event.js';
import { type RecordForm, readRecordForm } from './record-form.js';
import type { SimulatedVersions } from './simulated-versions.js';

/** Attributes are merged into somebody's profile. */
interface ProfileChange {
  readonly type: 'profile';
  readonly id: string;
  readonly person: string;
  readonly attributes: JsonObject;
}

export type RecordedInput =
  | Extract<InboxMessage, { type: 'event' | 'audience' | 'enter' | 'business' }>
  | ProfileChange;

/** What a record comes to: one input for each person it is about. */
export interface Recorded {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly input: RecordedInput;
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
    const { record, flaws } = readRecordForm(given);
    if (!record) return refused(...flaws);
    const at = timeOf(record);
    if (at === null) return refused(flaw('at', 'missing', 'is missing; give "at", "timestamp" or payload.timestamp'));
    const read = readKind(record, { ...parts, matcher, at, id: idOf(record, count) });
    const repeated = read.recorded?.find(({ input }) => known.has(`${input.person}\u0000${input.id}`));
    if (repeated) return refused(flaw('payload._id', 'duplicate', `"${repeated.input.id}" was there before`));
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
  const { audience, enter, event, profile, payload } = record;
  const isEvent = event !== undefined || enter !== undefined;
  if (audience !== undefined && (isEvent || profile !== undefined)) return refused(ambiguous('audience'));
  if (profile !== undefined && isEvent) return refused(ambiguous('profile'));
  if (audience !== undefined) return readAudience(record, audience, reading);
  if (profile !== undefined) return readProfile(record, profile, reading);
  if (enter !== undefined) return readEnter(record, enter, reading);
  if (event === undefined && payload === undefined)
    return refused(flaw('event', 'missing', 'is missing; give the name of the event, or its payload'));
  return readEvent(record, reading);
}

function readEvent({ event, person, payload }: RecordForm, { matcher, sandbox, at, id }: Reading): ReadRecord {
  const complete: JsonObject = { _id: id, timestamp: toRfc3339(at), ...payload };
  const { matches, business, flaws } = matcher({ names: namesOf(event), payload: complete, key: person ?? null, at });
  if (!matches) return refused(...flaws);
  const aboutPeople = matches.map(({ namespace, key, ...matched }): Recorded => {
    const owner = personId({ sandbox, namespace, key });
    return { at, input: { v: 1, type: 'event', id, person: owner, at, ...matched } };
  });
  const aboutNobody = business.map(({ event: name, payload: read }): Recorded => {
    const input = {
      v: 1,
      type: 'business',
      id,
      person: businessId(sandbox, name),
      event: name,
      payload: read,
      at,
    } as const;
    return { at, input };
  });
  return { recorded: [...aboutPeople, ...aboutNobody], flaws: [] };
}

function readAudience({ status, person }: RecordForm, audience: string, reading: Reading): ReadRecord {
  const { catalogue, sandbox, at, id } = reading;
  const definition = catalogue.audiences.get(audience);
  if (!definition) {
    const hint = didYouMean(audience, catalogue.audiences.keys());
    return refused(flaw('audience', 'unknownAudience', `there is no audience "${audience}"${hint}`));
  }
  const statuses = AUDIENCE_STATUSES.join(', ');
  if (status === undefined) return refused(flaw('status', 'missing', `is missing; one of ${statuses}`));
  if (person === undefined) return refused(nobody);
  const owner = personId({ sandbox, namespace: definition.namespace, key: person });
  return one({ at, input: { v: 1, type: 'audience', id, person: owner, audience, status, at } });
}

function readProfile({ person, namespace }: RecordForm, attributes: JsonObject, reading: Reading): ReadRecord {
  const { versions, sandbox, at, id } = reading;
  if (person === undefined) return refused(nobody);
  const owner = personId({ sandbox, namespace: namespace ?? versions.chosen[0]?.namespace ?? '', key: person });
  return one({ at, input: { type: 'profile', id, person: owner, attributes } });
}

/** An event beside it is the business event that began the run. */
function readEnter({ person, event, payload = {} }: RecordForm, journey: string, reading: Reading): ReadRecord {
  const { versions, sandbox, at, id } = reading;
  const version = versions.chosen.find(({ name, journeyUid }) => name === journey || journeyUid === journey);
  if (!version) return refused(flaw('enter', 'unknownJourney', `there is no journey "${journey}" in the simulation`));
  if (person === undefined) return refused(nobody);
  const owner = personId({ sandbox, namespace: version.namespace, key: person });
  const events = Object.fromEntries(namesOf(event).map((name) => [name, payload]));
  return one({ at, input: { v: 1, type: 'enter', id, person: owner, version: version.uid, events } });
}

function namesOf(event: RecordForm['event']): readonly string[] {
  if (event === undefined) return [];
  return Array.isArray(event) ? event : [event];
}

function timeOf({ at, timestamp, payload }: RecordForm): number | null {
  const time = at ?? timestamp ?? payload?.timestamp;
  if (typeof time === 'number') return time;
  return typeof time === 'string' ? fromRfc3339(time) : null;
}

function idOf({ payload }: RecordForm, count: number): string {
  return typeof payload?._id === 'string' ? payload._id : `record-${count}`;
}

const flaw = (path: string, code: string, message: string): Flaw => ({ path, code, message });
const nobody = flaw('person', 'missing', 'is missing');
const ambiguous = (field: string) => flaw(field, 'ambiguous', 'stands beside something else; make a record of each');
const refused = (...flaws: Flaw[]): ReadRecord => ({ recorded: null, flaws });
const one = (recorded: Recorded): ReadRecord => ({ recorded: [recorded], flaws: [] });
