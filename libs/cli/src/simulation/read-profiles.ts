import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { personId } from '@waystream/journey';
import type { ConfigDocument } from '../configuration/config-document.js';
import { usageFailure } from '../failure.js';
import { readLines } from './read-lines.js';

/**
 * Person id → attributes, from documents of kind Profile and from lines `{namespace, id, attributes}`. Throws `Failure`
 * with every line that is none.
 */
export function readProfiles(
  documents: readonly ConfigDocument[],
  text: string | undefined,
  sandbox: string,
): Map<string, JsonObject> {
  const profiles = new Map<string, JsonObject>();
  const add = (value: Json): boolean => {
    if (!isJsonObject(value)) return false;
    const { namespace, id, attributes = {} } = value;
    if (typeof namespace !== 'string' || typeof id !== 'string' || !isJsonObject(attributes)) return false;
    profiles.set(personId({ sandbox, namespace, key: id }), attributes);
    return true;
  };
  for (const { kind, content } of documents) if (kind === 'Profile') add(content);
  const flaws = readLines(text ?? '').flatMap(({ line, value, error }) => {
    if (error !== null) return [`line ${line}: is not valid JSON: ${error}`];
    return add(value) ? [] : [`line ${line}: needs the texts "namespace" and "id" and the object "attributes"`];
  });
  if (flaws.length > 0) throw usageFailure('The profiles cannot be read', flaws);
  return profiles;
}
