import { type Flaw, isJsonObject } from '@waystream/core';
import type { ErrorObject } from 'ajv';
import { formatPath } from './field-path.js';
import { jsonPointer, stepsOf, valueAt } from './json-pointer.js';

type Params = Readonly<Record<string, unknown>>;

/** What ajv found wrong with a document as a flaw: the place, the keyword that failed, the field and what was expected. */
export function flawOfError(error: ErrorObject, document: unknown): Flaw {
  const params: Params = error.params;
  const steps = stepsOf(error.instancePath);
  const place = [...steps, ...namedField(error.propertyName, params)];
  const subject = place.length === 0 ? 'the document' : formatPath(fieldSteps(document, place));
  const known = EXPECTATIONS[error.keyword]?.(params, valueAt(document, steps));
  const expectation = known ?? error.message ?? 'is not valid';
  const aboutName = error.propertyName === undefined ? '' : 'has a name that ';
  return { path: jsonPointer(place), code: error.keyword, message: `${subject} ${aboutName}${expectation}` };
}

/** The field that an error about an object is about: the missing one, the unexpected one, the one with a wrong name. */
function namedField(wrongName: string | undefined, params: Params): readonly string[] {
  const name =
    wrongName ??
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty ??
    params.propertyName;
  return typeof name === 'string' ? [name] : [];
}

/** Steps with the positions in lists as numbers. */
function fieldSteps(document: unknown, steps: readonly string[]): readonly (string | number)[] {
  return steps.map((step, depth) => (Array.isArray(valueAt(document, steps.slice(0, depth))) ? Number(step) : step));
}

const EXPECTATIONS: Readonly<Record<string, (params: Params, value: unknown) => string>> = {
  required: () => 'is required',
  dependentRequired: ({ property }) => `is required together with ${property}`,
  dependencies: ({ property }) => `is required together with ${property}`,
  type: ({ type }, value) => `must be ${listOf(type).map(typeWord).join(' or ')}, not ${typeWord(typeName(value))}`,
  format: ({ format }) =>
    format === 'date-time'
      ? 'must be a date-time with offset, such as 2026-05-04T10:30:00Z'
      : `must be a valid ${format}`,
  enum: ({ allowedValues }) => `must be one of ${alternatives(allowedValues)}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  additionalProperties: () => 'is not a field of the schema',
  unevaluatedProperties: () => 'is not a field of the schema',
  propertyNames: () => 'has a name that the schema does not allow',
  minLength: ({ limit }) => `must have at least ${limit} characters`,
  maxLength: ({ limit }) => `must have at most ${limit} characters`,
  items: ({ limit }) => `must have at most ${limit} elements`,
  unevaluatedItems: ({ limit }) => `must have at most ${limit} elements`,
  contains: () => 'lacks an element that the schema asks for',
  minItems: ({ limit }) => `must have at least ${limit} elements`,
  maxItems: ({ limit }) => `must have at most ${limit} elements`,
  minProperties: ({ limit }) => `must have at least ${limit} fields`,
  maxProperties: ({ limit }) => `must have at most ${limit} fields`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be greater than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  uniqueItems: ({ i, j }) => `must have no element twice, but ${j} and ${i} are equal`,
  oneOf: () => 'must have exactly one of the forms that the schema allows',
  anyOf: () => 'must have one of the forms that the schema allows',
  not: () => 'has a form that the schema excludes',
  if: ({ failingKeyword }) => `does not meet the schema's "${failingKeyword}"`,
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'a boolean',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

function typeWord(type: string): string {
  return TYPE_WORDS[type] ?? type;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return isJsonObject(value) ? 'object' : value === null ? 'null' : typeof value;
}

/** Longer enumerations would bury the message. */
const MOST_ALTERNATIVES = 12;

function alternatives(values: unknown): string {
  const words = listOf(values);
  const shown = words.slice(0, MOST_ALTERNATIVES).join(', ');
  return words.length > MOST_ALTERNATIVES ? `${shown} and ${words.length - MOST_ALTERNATIVES} more` : shown;
}

function listOf(values: unknown): readonly string[] {
  return (Array.isArray(values) ? values : [values]).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
}
