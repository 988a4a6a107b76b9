import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { z } from 'zod';
import { authentication } from './authentication.js';
import { jsonObject } from './json-value.js';
import { name } from './names.js';

/** A place in a request that a journey fills: `{"variable": {"label": ..., "type": ...}}`. */
export const variable = z.strictObject({
  label: z.string().min(1),
  type: z
    .enum([
      'string',
      'integer',
      'decimal',
      'boolean',
      'dateOnly',
      'dateTimeOnly',
      'dateTime',
      'duration',
      'list',
      'object',
    ])
    .default('string'),
  required: z.boolean().default(true),
});
export type Variable = z.infer<typeof variable>;

const constantOrVariable = z.union([z.string(), z.strictObject({ variable })]);

function checkFieldNames(payload: JsonObject, context: z.RefinementCtx, path: string[] = []): void {
  for (const [field, value] of Object.entries(payload)) {
    if (field.includes('.') || field.startsWith('$')) {
      const message = `the field name "${field}" must not contain "." or begin with "$"`;
      context.addIssue({ code: 'custom', path: [...path, field], message });
    }
    if (isJsonObject(value) && !isVariable(value)) checkFieldNames(value, context, [...path, field]);
  }
}

const sentName = z.string().regex(/^[^.$\s][^\s]*$/, 'must not be empty or begin with "." or "$"');

/** A call to another system. Every field of `payload` is a constant unless it is a variable. */
export const actionDefinition = z.strictObject({
  name,
  description: z.string().max(1_000).optional(),
  url: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }),
  method: z.enum(['POST', 'PUT', 'PATCH', 'GET', 'DELETE']).default('POST'),
  headers: z.record(sentName, constantOrVariable).default({}),
  query: z.record(sentName, constantOrVariable).default({}),
  authentication: authentication.default({ type: 'none' }),
  payload: jsonObject.superRefine((payload, context) => checkFieldNames(payload, context)).default({}),
  responsePayload: jsonObject.optional(),
  errorPayload: jsonObject.optional(),
});
export type ActionDefinition = z.infer<typeof actionDefinition>;

export function isVariable(value: Json | undefined): value is { variable: JsonObject } {
  return isJsonObject(value) && Object.keys(value).length === 1 && isJsonObject(value.variable);
}

/**
 * Every place that a journey must fill, keyed as `parameters` of an action activity are: the dotted path inside the
 * payload, `headers.<name>` or `query.<name>`.
 */
export function variablesOf(action: ActionDefinition): Map<string, Variable> {
  const found = new Map<string, Variable>();
  collect(action.payload, '', found);
  for (const [field, value] of Object.entries(action.headers)) note(value, `headers.${field}`, found);
  for (const [field, value] of Object.entries(action.query)) note(value, `query.${field}`, found);
  return found;
}

function collect(payload: JsonObject, prefix: string, found: Map<string, Variable>): void {
  for (const [field, value] of Object.entries(payload)) {
    const path = prefix ? `${prefix}.${field}` : field;
    if (isVariable(value)) note(value, path, found);
    else if (isJsonObject(value)) collect(value, path, found);
  }
}

function note(value: unknown, path: string, found: Map<string, Variable>): void {
  const parsed = z.strictObject({ variable }).safeParse(value);
  if (parsed.success) found.set(path, parsed.data.variable);
}
