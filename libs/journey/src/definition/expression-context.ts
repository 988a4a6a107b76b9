import { fromRfc3339, isJsonObject, isTimeZone, type JsonObject } from '@waystream/core';
import { z } from 'zod';
import { jsonValue } from './json-value.js';

const objectOf = (what: string) => z.custom<JsonObject>(isJsonObject, `must be an object, ${what}`);

const NOW =
  'must be a time with its offset, such as "2026-01-02T03:04:05Z", or epoch milliseconds; left out it is the present';
const TIMEZONE = 'must be a time zone, such as "Europe/Paris"; left out it is UTC';
const EVENTS = 'must be an object with a payload for each event, such as {"Order": {"total": 80}}';
const DATA_SOURCES =
  'must be an object with answers by source and field group, such as {"Weather": {"current": {"degrees": 21}}}';
const FIELD_GROUPS = 'must be an object with an answer for each field group, such as {"current": {"degrees": 21}}';
const ACTIONS = 'must be an object with a response for each action, such as {"SendPush": {"messageId": "m1"}}';
const AUDIENCES = 'must be a list of the audiences that the person is in, such as ["Silver"]';

/** What an expression is evaluated on when somebody tries it out, as one JSON document. Every part may be left out. */
export const expressionContext = z.strictObject({
  now: z
    .union([z.string(), z.number()], NOW)
    .refine(isInstant, NOW)
    .optional()
    .describe('the time of the evaluation, RFC 3339 or epoch milliseconds; the present if left out'),
  timezone: z.string(TIMEZONE).refine(isTimeZone, TIMEZONE).default('UTC'),
  events: z.record(z.string(), objectOf('the payload of the event'), EVENTS).default({}).describe('payloads by event'),
  dataSources: z
    .record(z.string(), z.record(z.string(), jsonValue, FIELD_GROUPS), DATA_SOURCES)
    .default({})
    .describe('answers by source and field group'),
  actions: z
    .record(z.string(), objectOf('the response of the action'), ACTIONS)
    .default({})
    .describe('responses by action'),
  audiences: z.array(z.string(AUDIENCES), AUDIENCES).default([]).describe('audiences that the person is in'),
  journey: z
    .custom<JsonObject>(isJsonObject, 'must be an object of journey properties, such as {"journeyVersion": "1.0"}')
    .default({})
    .describe('journey properties'),
});

/** The end of the year 9999, the last that RFC 3339 can write. */
const LAST_MS = 253_402_300_799_999;

function isInstant(given: string | number): boolean {
  if (typeof given === 'string') return fromRfc3339(given) !== null;
  return Number.isInteger(given) && given >= 0 && given <= LAST_MS;
}
