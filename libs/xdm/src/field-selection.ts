import { AppError, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { parsePath } from './field-path.js';

/** The fields to keep of an object, each whole or with a selection of its own. */
export type Selection = 'all' | ReadonlyMap<string, Selection>;

/** Keeps the selected fields of a document; see `fieldSelection`. */
export function selectFields(document: JsonObject, paths: readonly string[]): JsonObject {
  return fieldSelection(paths)(document);
}

/**
 * A function that copies only the fields at the paths, with everything inside them; `*` stands for all. A path through a
 * list selects in each element. Fields that a document lacks are passed over. Throws `AppError('invalid')` for a path
 * that is none.
 */
export function fieldSelection(paths: readonly string[]): (document: JsonObject) => JsonObject {
  const selection = selectionOf(paths);
  return (document) => (selection === 'all' ? document : selectedOf(document, selection));
}

export function selectionOf(paths: readonly string[]): Selection {
  if (paths.includes('*')) return 'all';
  const root: Growing = new Map();
  for (const text of paths) {
    const path = parsePath(text);
    if (!path) throw new AppError('invalid', `"${text}" is not a field path`);
    addTo(
      root,
      path.filter((step) => typeof step === 'string'),
    );
  }
  return root;
}

type Growing = Map<string, 'all' | Growing>;

function addTo(selection: Growing, [name, ...further]: readonly string[]): void {
  if (name === undefined) return;
  const present = selection.get(name);
  if (present === 'all') return;
  if (further.length === 0) selection.set(name, 'all');
  else {
    const inner: Growing = present ?? new Map();
    selection.set(name, inner);
    addTo(inner, further);
  }
}

function selectedOf(object: JsonObject, selection: ReadonlyMap<string, Selection>): JsonObject {
  const selected: JsonObject = {};
  for (const [name, inner] of selection) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (value !== undefined) selected[name] = inner === 'all' ? value : selectedIn(value, inner);
  }
  return selected;
}

function selectedIn(value: Json, selection: ReadonlyMap<string, Selection>): Json {
  if (Array.isArray(value)) return value.map((element) => selectedIn(element, selection));
  return isJsonObject(value) ? selectedOf(value, selection) : value;
}
