import type { Json, JsonObject } from '@waystream/core';
import type { EvaluationContext } from '@waystream/expression';
import { readPath } from '@waystream/xdm';
import { type DecidingField, documentOf } from '../compile/deciding-fields.js';

/** Steps are the most frequent records there are: what they tell of values is bounded, in characters of JSON. */
const MOST_CHARACTERS = 200;
const MOST_OF_A_VALUE = 60;
const MOST_DIGITS = 24;

/**
 * Stands between expressions and what they read, so that "why this path?" can be answered later with the values of that
 * moment. It tells the fields that the expressions refer to and nothing else; the person's state does not grow by it.
 */
export interface Witness {
  readonly node: string;
  /** To evaluate with. */
  readonly context: EvaluationContext;
  /** Field → value, `null` where there was none; as much as fits. `null` when nothing was read. */
  seen(): JsonObject | null;
}

export function witnessOf(node: string, given: EvaluationContext, fields: readonly DecidingField[]): Witness {
  const documents = new Map<string, Json | undefined>();
  const note = <Value extends Json | undefined>(document: string, value: Value): Value => {
    documents.set(document, value);
    return value;
  };
  // Spelled out for speed: a witness is made for every visit of a condition.
  const context: EvaluationContext = {
    now: given.now,
    timezone: given.timezone,
    random: given.random,
    newId: given.newId,
    event: (name) => note(documentOf.event(name), given.event(name)),
    dataSource: (source, group, params) =>
      note(documentOf.dataSource(source, group), given.dataSource(source, group, params)),
    action: (name) => note(documentOf.action(name), given.action(name)),
    journeyProperty: (name) => note(documentOf.journeyProperty(name), given.journeyProperty(name)),
    inAudience: (name) => note(documentOf.audience(name), given.inAudience(name)),
    report: given.report,
  };
  return { node, context, seen: () => valuesOf(documents, fields) };
}

function valuesOf(
  documents: ReadonlyMap<string, Json | undefined>,
  fields: readonly DecidingField[],
): JsonObject | null {
  const values: JsonObject = {};
  let isEmpty = true;
  let room = MOST_CHARACTERS;
  for (const { name, document, path } of fields) {
    if (!documents.has(document)) continue;
    const value = shortened(readPath(documents.get(document), path) ?? null);
    room -= name.length + lengthOf(value) + '"":,'.length;
    if (room < 0) break;
    values[name] = value;
    isEmpty = false;
  }
  return isEmpty ? null : values;
}

/** Long texts, lists and objects are cut in their JSON form. */
function shortened(value: Json): Json {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= MOST_OF_A_VALUE ? value : `${text.slice(0, MOST_OF_A_VALUE - 1)}…`;
}

/** In JSON; a number is taken to have as many digits as numbers can, which saves writing it. */
function lengthOf(value: Json): number {
  return typeof value === 'number' ? MOST_DIGITS : JSON.stringify(value).length;
}
