import { didYouMean, fromRfc3339, isJsonObject, isTimeZone, type Json, type JsonObject } from '@waystream/core';
import type { ContextJson } from '@waystream/expression';

const FIELDS = ['now', 'timezone', 'events', 'dataSources', 'actions', 'audiences', 'journey'] as const;
type Field = (typeof FIELDS)[number];
type Collection = 'events' | 'dataSources' | 'actions';

const RULES: Readonly<Record<Field, string>> = {
  now: 'must be a time with its offset, such as "2026-01-02T03:04:05Z", or epoch milliseconds; left out it is the present',
  timezone: 'must be a time zone, such as "Europe/Paris"; left out it is UTC',
  events: 'must be an object with a payload for each event, such as {"Order": {"total": 80}}',
  dataSources:
    'must be an object with answers by source and field group, such as {"Weather": {"current": {"degrees": 21}}}',
  actions: 'must be an object with a response for each action, such as {"SendPush": {"messageId": "m1"}}',
  audiences: 'must be a list of the audiences that the person is in, such as ["Silver"]',
  journey: 'must be an object of journey properties, such as {"journeyVersion": "1.0"}',
};

const MEMBER_RULES: Readonly<Record<Collection, string>> = {
  events: 'must be an object, the payload of the event',
  dataSources: 'must be an object with an answer for each field group, such as {"current": {"degrees": 21}}',
  actions: 'must be an object, the response of the action',
};

/** The end of the year 9999, the last that RFC 3339 can write. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

/**
 * Makes a document from outside what an expression is evaluated on. `flaws` name every field that cannot be used and the
 * way out; the context is complete when there are none. `nowMs` is the time when the document names none.
 */
export function readContext(document: Json, nowMs: number): { context: ContextJson; flaws: readonly string[] } {
  if (!isJsonObject(document)) return { context: {}, flaws: [`it must be an object with any of ${FIELDS.join(', ')}`] };
  const flaws = Object.keys(document).flatMap(unknownField);
  const refuse: Refuse = (place, rule) => flaws.push(`${place} ${rule}`);
  const { now, timezone, events, dataSources, actions, audiences, journey } = document;
  const context: ContextJson = {
    now: now === undefined ? nowMs : timeOf(now, refuse),
    timezone: zoneOf(timezone, refuse),
    events: objectsOf(events, 'events', refuse),
    dataSources: objectsOf(dataSources, 'dataSources', refuse),
    actions: objectsOf(actions, 'actions', refuse),
    audiences: namesOf(audiences, refuse),
    journey: objectOf(journey, 'journey', refuse),
  };
  return { context, flaws };
}

type Refuse = (place: string, rule: string) => void;

function unknownField(name: string): string[] {
  if (FIELDS.some((field) => field === name)) return [];
  const wayOut = didYouMean(name, FIELDS) || `; the fields are ${FIELDS.join(', ')}`;
  return [`${name} is no field of a context${wayOut}`];
}

function timeOf(value: Json, refuse: Refuse): string | number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LAST_MS) return value;
  if (typeof value === 'string' && fromRfc3339(value) !== null) return value;
  refuse('now', RULES.now);
  return 0;
}

function zoneOf(value: Json = 'UTC', refuse: Refuse): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  refuse('timezone', RULES.timezone);
  return 'UTC';
}

function objectsOf(value: Json | undefined, field: Collection, refuse: Refuse): JsonObject {
  const objects = objectOf(value, field, refuse);
  for (const [name, object] of Object.entries(objects)) {
    if (!isJsonObject(object)) refuse(`${field}.${name}`, MEMBER_RULES[field]);
  }
  return objects;
}

function objectOf(value: Json | undefined, field: Collection | 'journey', refuse: Refuse): JsonObject {
  if (value === undefined) return {};
  if (isJsonObject(value)) return value;
  refuse(field, RULES[field]);
  return {};
}

function namesOf(value: Json | undefined, refuse: Refuse): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  refuse('audiences', RULES.audiences);
  return [];
}
