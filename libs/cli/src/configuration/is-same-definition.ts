import { canonicalJson, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { DefinitionForm, DefinitionResource } from './definition-resource.js';

/**
 * Is what authoring has stored already what the document says? Defaults count as said. A stored secret reads as a
 * placeholder, so a document that gives a secret is never the same.
 */
export function isSameDefinition(
  document: JsonObject,
  stored: Json,
  { form, assigned }: Pick<DefinitionResource, 'form' | 'assigned'>,
): boolean {
  if (!isJsonObject(stored)) return false;
  const kept = Object.fromEntries(assigned.flatMap((field) => (field in stored ? [[field, stored[field]]] : [])));
  const wanted = normalForm({ ...kept, ...document }, form);
  const found = normalForm(stored, form);
  return wanted !== null && wanted === found;
}

/** The definition with its defaults and without what the API adds to answers; `null` when it is none. */
function normalForm(value: JsonObject, form: DefinitionForm): string | null {
  const first = form.safeParse(value);
  if (first.success) return textOf(first.data);
  const added = first.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const own = form.safeParse(Object.fromEntries(Object.entries(value).filter(([field]) => !added.includes(field))));
  return own.success ? textOf(own.data) : null;
}

function textOf(definition: unknown): string {
  const plain: Json = JSON.parse(JSON.stringify(definition));
  return canonicalJson(plain);
}
