import { type Flaw, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { createAjv } from './ajv-parts.js';
import { isSafeFieldName } from './field-name.js';
import { flawOfError } from './flaw-of-error.js';
import { jsonPointer, stepsOf } from './json-pointer.js';
import { allSchemasIn, holds, mapSchemas } from './json-schema.js';
import { isAssertion, keywordIn2020 } from './validation-form.js';

/** What is wrong with a schema itself, each flaw at its place: bad values of keywords, patterns, drafts, field names. */
export type CheckSchema = (schema: JsonObject) => readonly Flaw[];

const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';
const DRAFTS: ReadonlySet<string> = new Set([
  DRAFT_2020,
  'http://json-schema.org/draft-06/schema',
  'http://json-schema.org/draft-07/schema',
]);

/** Steps to the innermost schema; further ones are reached by references anyway. */
const MOST_STEPS = 200;

/**
 * Checks against the meta-schema of 2020-12 schema by schema, each without the ones inside it, so that every flaw has the
 * place where the author wrote it. Annotations, `meta:*` and those of vendors included, are never looked at.
 */
export function createSchemaCheck(): CheckSchema {
  const ajv = createAjv({ allErrors: true });
  return (root) => {
    const draft = draftOf(root);
    if (typeof draft !== 'string') return [draft];
    const flaws: Flaw[] = [];
    for (const [steps, schema] of allSchemasIn(root)) {
      if (steps.length > MOST_STEPS) return [{ path: '', code: 'depth', message: 'the schema is nested too deeply' }];
      const form = shallowForm(schema, draft);
      flaws.push(...flawsOfNames(schema, steps), ...flawsOfValues(schema, steps));
      if (ajv.validateSchema(form) !== true) flaws.push(...flawsOfForm(schema, form, steps));
    }
    return flaws;
  };

  function flawsOfForm(schema: JsonObject, form: JsonObject, steps: readonly string[]): readonly Flaw[] {
    const byPlace = new Map<string, Flaw>();
    for (const error of ajv.errors ?? []) {
      const [keyword = '', ...further] = stepsOf(error.instancePath);
      const written = Object.keys(schema).find((own) => keywordIn2020(own, schema) === keyword) ?? keyword;
      const path = jsonPointer([...steps, written, ...further]);
      if (!byPlace.has(path)) byPlace.set(path, { ...flawOfError(error, form), path, code: 'keyword' });
    }
    return [...byPlace.values()];
  }
}

function draftOf(root: JsonObject): string | Flaw {
  const declared = root.$schema ?? DRAFT_2020;
  const draft = typeof declared === 'string' ? declared.replace(/#$/, '').replace(/^https:(?=.*draft-0)/, 'http:') : '';
  if (DRAFTS.has(draft)) return draft;
  return { path: '/$schema', code: 'draft', message: '$schema must name draft-06, draft-07 or 2020-12 of JSON Schema' };
}

/** The keywords that decide about documents, in the words of 2020-12, with `true` for every schema inside. */
function shallowForm(schema: JsonObject, draft: string): JsonObject {
  const form: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref' || isAssertion(keyword)) form[keyword] = value;
    else if (holds(keyword, value) !== 'value') {
      const name = draft === DRAFT_2020 && schema.$schema !== undefined ? keyword : keywordIn2020(keyword, schema);
      form[name] = mapSchemas(keyword, value, () => true);
    }
  }
  return form;
}

function flawsOfNames(schema: JsonObject, steps: readonly string[]): readonly Flaw[] {
  const fields = isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
  const places = [...Object.keys(schema).map((name) => [name]), ...fields.map((name) => ['properties', name])];
  return places
    .filter((place) => !isSafeFieldName(place.at(-1) ?? ''))
    .map((place) => ({
      path: jsonPointer([...steps, ...place]),
      code: 'fieldName',
      message: `the field name "${place.at(-1)}" is not allowed`,
    }));
}

/** What a meta-schema cannot say: regular expressions that do not parse, and choices without an alternative. */
function flawsOfValues(schema: JsonObject, steps: readonly string[]): readonly Flaw[] {
  const flaw = (keyword: readonly string[], message: string): Flaw => ({
    path: jsonPointer([...steps, ...keyword]),
    code: 'keyword',
    message,
  });
  const patterns = isJsonObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  return [
    ...(isPattern(schema.pattern) ? [] : [flaw(['pattern'], `pattern ${schema.pattern} is no regular expression`)]),
    ...patterns
      .filter((pattern) => !isPattern(pattern))
      .map((pattern) => flaw(['patternProperties', pattern], `${pattern} is no regular expression`)),
    ...(Array.isArray(schema.enum) && schema.enum.length === 0
      ? [flaw(['enum'], 'enum must list at least one value')]
      : []),
    ...('$dynamicRef' in schema ? [flaw(['$dynamicRef'], '$dynamicRef is not supported, use $ref')] : []),
  ];
}

function isPattern(pattern: Json | undefined): boolean {
  if (typeof pattern !== 'string') return true;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
