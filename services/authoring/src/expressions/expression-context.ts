import { isJsonObject, isTimeZone, type Json, type JsonObject } from '@waystream/core';
import { z } from 'zod';

const object = z.custom<JsonObject>(isJsonObject, 'must be a JSON object');
const json = z.custom<Json>((value) => value !== undefined, 'needs a JSON value');

/** What an expression is evaluated on, as one JSON document. Every part may be left out. */
export const expressionContext = z.strictObject({
  now: z.iso.datetime({ offset: true }).optional().describe('the time of the evaluation; the present if left out'),
  timezone: z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Paris"').default('UTC'),
  events: z.record(z.string(), object).default({}).describe('payloads by event'),
  dataSources: z
    .record(z.string(), z.record(z.string(), json))
    .default({})
    .describe('answers by source and field group'),
  actions: z.record(z.string(), object).default({}).describe('responses by action'),
  audiences: z.array(z.string()).default([]).describe('audiences that the person is in'),
  journey: object.default({}).describe('journey properties'),
});
