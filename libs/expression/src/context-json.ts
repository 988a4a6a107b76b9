import { fromRfc3339, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { Scope } from './check/scope.js';
import type { EvaluationContext, EvaluationError } from './evaluation-context.js';
import { journeyProperties } from './journey-properties.js';
import type { FieldShape } from './shape/field-shape.js';
import { shapeOfValue } from './shape/shape-of-value.js';

/** A context written as one JSON document, as tests and the authoring API pass it. Everything is optional. */
export interface ContextJson {
  /** RFC 3339, or epoch milliseconds. */
  readonly now?: string | number;
  readonly timezone?: string;
  readonly events?: JsonObject;
  /** Field groups by the name of their data source. */
  readonly dataSources?: JsonObject;
  readonly actions?: JsonObject;
  /** The audiences that the person is in. */
  readonly audiences?: readonly string[];
  readonly journey?: JsonObject;
}

/** Where an evaluation takes chance from. */
export interface Chance {
  random(): number;
  newId(): string;
}

/** The scope that a context's documents suggest: what is in it has a type, fields beyond it are unknown but allowed. */
export function scopeOfContext(context: ContextJson): Scope {
  const shapes = new Map<Json, FieldShape>();
  const shapeIn = (documents: JsonObject | undefined, name: string): FieldShape | undefined => {
    const document = own(documents, name);
    if (document === undefined) return undefined;
    const shape = shapes.get(document) ?? shapeOfValue(document);
    shapes.set(document, shape);
    return shape;
  };
  const { events, dataSources, actions } = context;
  return {
    event: (name) => shapeIn(events, name),
    action: (name) => shapeIn(actions, name),
    dataSource(source, fieldGroup) {
      const groups = own(dataSources, source);
      if (!isJsonObject(groups)) return undefined;
      const shape = shapeIn(groups, fieldGroup);
      return shape && { shape };
    },
    journey: journeyProperties,
    names: {
      events: Object.keys(events ?? {}),
      actions: Object.keys(actions ?? {}),
      dataSources: Object.fromEntries(
        Object.entries(dataSources ?? {}).map(([name, groups]) => [
          name,
          isJsonObject(groups) ? Object.keys(groups) : [],
        ]),
      ),
    },
  };
}

/** The evaluation context of a JSON context. Without `now` it is 1970, without a zone UTC. */
export function contextOf(
  context: ContextJson,
  chance: Chance,
  report: (error: EvaluationError) => void = () => undefined,
): EvaluationContext {
  const audiences = new Set(context.audiences ?? []);
  return {
    now: typeof context.now === 'number' ? context.now : (fromRfc3339(context.now ?? '') ?? 0),
    timezone: context.timezone ?? 'UTC',
    random: chance.random,
    newId: chance.newId,
    event: (name) => ownObject(context.events, name),
    dataSource: (source, fieldGroup) => own(ownObject(context.dataSources, source), fieldGroup),
    action: (name) => ownObject(context.actions, name),
    journeyProperty: (name) => own(context.journey, name),
    inAudience: (name) => audiences.has(name),
    report,
  };
}

function own(documents: JsonObject | undefined, name: string): Json | undefined {
  return documents && Object.hasOwn(documents, name) ? documents[name] : undefined;
}

function ownObject(documents: JsonObject | undefined, name: string): JsonObject | undefined {
  const document = own(documents, name);
  return isJsonObject(document) ? document : undefined;
}
