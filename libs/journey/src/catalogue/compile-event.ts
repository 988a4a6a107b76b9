import { derivedUuid, didYouMean, type Flaw, type Json, type JsonObject } from '@waystream/core';
import {
  type EvaluationContext,
  isTrue,
  journeyProperties,
  prepare,
  RESULT_TYPES,
  type Scope,
  type Type,
  toWire,
} from '@waystream/expression';
import { fieldSelection, fieldsOf, parsePath } from '@waystream/xdm';
import type { EventDefinition } from '../definition/event-definition.js';
import type { Catalogue } from './catalogue.js';
import { payloadShape } from './shapes.js';

/** An event definition made ready for the gateway. */
export interface CompiledEvent {
  readonly definition: EventDefinition;
  /** Does the payload stand for this event? `now` is epoch milliseconds. */
  matches(payload: JsonObject, now: number): boolean;
  /** Whose event it is: the key in the event's namespace; `null` when the payload does not say, and for business events. */
  keyOf(payload: JsonObject, now: number): string | null;
  /** What the event is about beside the person, each thing once; `null` when the definition names no such identifier. */
  supplementalIdsOf(payload: JsonObject, now: number): string[] | null;
  /** The part of the payload that journeys may read. */
  select(payload: JsonObject): JsonObject;
}

const SUPPLEMENTAL_TYPES: readonly Type[] = [
  ...RESULT_TYPES.key,
  ...RESULT_TYPES.key.map((of): Type => ({ kind: 'list', of })),
];

export type EventCompilation = { event: CompiledEvent; flaws: [] } | { event: null; flaws: Flaw[] };

/** Checks an event definition against its schema and makes it ready; flaws name the field of the definition. */
export function compileEvent(catalogue: Catalogue, definition: EventDefinition): EventCompilation {
  const schema = catalogue.schemas.get(definition.schema);
  if (schema?.class !== 'experienceEvent')
    return { event: null, flaws: [schemaFlaw(catalogue, definition, schema?.class)] };
  const scope = payloadScope(catalogue, definition);
  const key = definition.key === undefined ? null : prepare(definition.key, scope, RESULT_TYPES.key);
  const condition =
    definition.condition === undefined ? null : prepare(definition.condition, scope, RESULT_TYPES.condition);
  const { supplementalId } = definition;
  const supplemental = supplementalId && prepare(supplementalId.key, scope, SUPPLEMENTAL_TYPES);
  const flaws = [
    ...fieldFlaws(catalogue, definition),
    ...expressionFlaws('key', key),
    ...expressionFlaws('condition', condition),
    ...expressionFlaws('supplementalId.key', supplemental),
  ];
  if ((key && !key.ok) || (condition && !condition.ok) || (supplemental && !supplemental.ok) || flaws.length > 0)
    return { event: null, flaws };
  const { name, eventId } = definition;
  const event: CompiledEvent = {
    definition,
    matches: condition
      ? (payload, now) => isTrue(condition.evaluate(payloadContext(name, payload, now)))
      : (payload) => eventId !== undefined && eventIdOf(payload) === eventId,
    keyOf: (payload, now) => key && keyText(toWire(key.evaluate(payloadContext(name, payload, now)))),
    supplementalIdsOf: (payload, now) =>
      supplemental && keyTexts(toWire(supplemental.evaluate(payloadContext(name, payload, now)))),
    select: fieldSelection(definition.fields),
  };
  return { event, flaws: [] };
}

/** The event ID that producers of system-generated events carry. */
export function eventIdOf(payload: JsonObject): Json | undefined {
  let value: Json | undefined = payload;
  for (const field of ['_experience', 'campaign', 'orchestration', 'eventID']) {
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[field] : undefined;
  }
  return value;
}

function keyText(key: Json): string | null {
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' && key !== '' ? key : null;
}

/** A field inside a list of objects gives one for each element. */
function keyTexts(keys: Json): string[] {
  const texts = (Array.isArray(keys) ? keys : [keys]).flatMap((key) => keyText(key) ?? []);
  return [...new Set(texts)];
}

function payloadScope(catalogue: Catalogue, definition: EventDefinition): Scope {
  const shape = payloadShape(catalogue, definition);
  return {
    event: (name) => (name === definition.name ? shape : undefined),
    dataSource: () => undefined,
    action: () => undefined,
    journey: journeyProperties,
    names: { events: [definition.name], dataSources: {}, actions: [] },
  };
}

/** A gateway knows the payload and the time; chance is derived from the payload's id, so a repeated event is the same. */
function payloadContext(name: string, payload: JsonObject, now: number): EvaluationContext {
  return {
    now,
    timezone: 'UTC',
    random: () => 0,
    newId: () => derivedUuid(JSON.stringify(payload._id ?? '')),
    event: (asked) => (asked === name ? payload : undefined),
    dataSource: () => undefined,
    action: () => undefined,
    journeyProperty: () => undefined,
    inAudience: () => false,
    report: () => undefined,
  };
}

function schemaFlaw({ schemas }: Catalogue, { schema }: EventDefinition, found: string | undefined): Flaw {
  const message = found
    ? `the schema "${schema}" is of class ${found}; an event needs one of class experienceEvent`
    : `there is no schema "${schema}"${didYouMean(schema, schemas.keys())}; create it first`;
  return { path: 'schema', code: 'schema', message };
}

function fieldFlaws(catalogue: Catalogue, definition: EventDefinition): Flaw[] {
  if (definition.fields.includes('*')) return [];
  const known = new Set(fieldsOf(catalogue.registry.resolveSchema(definition.schema)).map(({ path }) => path));
  return definition.fields.flatMap((field, index) => {
    if (parsePath(field) !== null && known.has(field)) return [];
    const message = `the schema "${definition.schema}" has no field "${field}"${didYouMean(field, known)}`;
    return [{ path: `fields[${index}]`, code: 'unknownField', message }];
  });
}

function expressionFlaws(path: string, prepared: ReturnType<typeof prepare> | null): Flaw[] {
  if (!prepared || prepared.ok) return [];
  return prepared.issues.map(({ line, column, message }) => ({
    path,
    code: 'expression',
    message: `line ${line}, column ${column}: ${message}`,
  }));
}
