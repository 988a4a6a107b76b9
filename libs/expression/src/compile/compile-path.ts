import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { Checked, CheckedCollectionStep, CheckedDocumentStep, CheckedStep } from '../check/checked.js';
import type { EvaluationContext } from '../evaluation-context.js';
import type { Site } from '../value/read-value.js';
import { type CompileNode, type Evaluate, type Frame, frameInside } from './evaluate.js';

/** Goes from a document to what a path points to; `undefined` where something on the way is absent. */
export type Follow = (
  document: Json | undefined,
  context: EvaluationContext,
  frame: Frame | undefined,
) => Json | undefined;

/** The document is walked as it is: whatever a schema promised, what is not there or of another form is absent. */
export function compilePath(path: readonly CheckedStep[], compile: CompileNode<Checked>, site: Site): Follow {
  const steps = path.map((step) => compileStep(step, compile, site));
  const [first, second, third] = steps;
  if (!first) return (document) => document;
  if (!second) return first;
  if (!third) return (document, context, frame) => second(first(document, context, frame), context, frame);
  return (document, context, frame) => {
    let found = document;
    for (const step of steps) found = step(found, context, frame);
    return found;
  };
}

function compileStep(step: CheckedStep, compile: CompileNode<Checked>, site: Site): Follow {
  return isCollectionStep(step) ? compileCollectionStep(step, compile, site) : compileDocumentStep(step, compile);
}

function isCollectionStep(step: CheckedStep): step is CheckedCollectionStep {
  return step.kind === 'all' || step.kind === 'first' || step.kind === 'last' || step.kind === 'at';
}

function compileCollectionStep(step: CheckedCollectionStep, compile: CompileNode<Checked>, site: Site): Follow {
  if (step.kind === 'at') {
    const { evaluate } = compile(step.index);
    return (list, context, frame) => {
      const index = evaluate(context, frame);
      return Array.isArray(list) && typeof index === 'number' ? list[index] : undefined;
    };
  }
  const condition = step.condition && compile(step.condition).evaluate;
  switch (step.kind) {
    case 'all':
      return condition ? keepAll(condition, site) : (list) => (Array.isArray(list) ? list : undefined);
    case 'first':
      return condition ? findOne(condition, 1, site) : (list) => (Array.isArray(list) ? list[0] : undefined);
    case 'last':
      return condition ? findOne(condition, -1, site) : (list) => (Array.isArray(list) ? list.at(-1) : undefined);
    default:
      return step satisfies never;
  }
}

function keepAll(condition: Evaluate, site: Site): Follow {
  return (list, context, outer) => {
    if (!Array.isArray(list)) return undefined;
    const frame = frameInside(outer);
    const kept: Json[] = [];
    for (const element of list) {
      if (isSpent(frame, context, site)) return undefined;
      frame.element = element;
      if (condition(context, frame) === true) kept.push(element);
    }
    return kept;
  };
}

function findOne(condition: Evaluate, direction: 1 | -1, site: Site): Follow {
  return (list, context, outer) => {
    if (!Array.isArray(list)) return undefined;
    const frame = frameInside(outer);
    for (let index = direction === 1 ? 0 : list.length - 1; index >= 0 && index < list.length; index += direction) {
      if (isSpent(frame, context, site)) return undefined;
      frame.element = list[index];
      if (condition(context, frame) === true) return frame.element;
    }
    return undefined;
  };
}

/** Counts one more element; says so once when there may be no more. */
function isSpent({ budget }: Frame, context: EvaluationContext, { from, to }: Site): boolean {
  budget.elements -= 1;
  if (budget.elements === -1)
    context.report({ code: 'range', message: 'collections inside one another have too many elements', from, to });
  return budget.elements < 0;
}

/** A step into one document; into each one where a list stands, whose results become one list. */
function compileDocumentStep(step: CheckedDocumentStep, compile: CompileNode<Checked>): Follow {
  const { joins } = step;
  switch (step.kind) {
    case 'field':
      return compileField(step.name, joins);
    case 'entry': {
      const { evaluate } = compile(step.key);
      return (document, context, frame) => {
        const key = evaluate(context, frame);
        return typeof key === 'string' ? inEach(document, joins, (one) => ownField(one, key)) : undefined;
      };
    }
    case 'keys':
      return (document) => inEach(document, true, (one) => (isJsonObject(one) ? Object.keys(one) : undefined));
    case 'values':
      return (document) => flat(inEach(document, true, (one) => (isJsonObject(one) ? valuesOf(one) : undefined)));
    case 'firstEntryKey':
      return (document) => inEach(document, joins, (one) => (isJsonObject(one) ? Object.keys(one)[0] : undefined));
    default:
      return step satisfies never;
  }
}

/** Names that objects or lists have without any data carrying them. */
const INHERITED = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
]);

/** Whether reading a field of this name straight could find something that no data carries. */
export function isInherited(name: string): boolean {
  return INHERITED.has(name);
}

/** Reads a field straight; only names that JavaScript itself uses take the careful way. */
function compileField(name: string, joins: boolean): Follow {
  if (isInherited(name)) return (document) => inEach(document, joins, (one) => ownField(one, name));
  return (document) => {
    if (typeof document !== 'object' || document === null) return undefined;
    if (Array.isArray(document)) return inEach(document, joins, (one) => ownField(one, name));
    return document[name];
  };
}

function ownField(document: Json | undefined, name: string): Json | undefined {
  return isJsonObject(document) && Object.hasOwn(document, name) ? document[name] : undefined;
}

function inEach(
  document: Json | undefined,
  joins: boolean,
  step: (one: Json | undefined) => Json | undefined,
): Json | undefined {
  if (!Array.isArray(document)) return step(document);
  const found: Json[] = [];
  for (const one of document) {
    const value = step(one);
    if (Array.isArray(value)) for (const item of value) found.push(item);
    else if (value !== undefined || !joins) found.push(value ?? null);
  }
  return found;
}

function valuesOf(document: JsonObject): Json[] {
  return Object.values(document).map((value) => value ?? null);
}

function flat(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list.flat() : list;
}
