import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { type Catalogue, type KnownPeople, type Memberships, personId, readMemberships } from '@waystream/journey';
import type { ConfigDocument } from '../configuration/config-document.js';
import { usageFailure } from '../failure.js';
import { readLines } from './read-lines.js';

/**
 * People with their attributes and audiences, from documents of kind Profile and from lines
 * `{namespace, id, attributes, audiences}`. Throws `Failure` with every line that is none.
 */
export function readProfiles(
  documents: readonly ConfigDocument[],
  text: string | undefined,
  { sandbox, catalogue }: { sandbox: string; catalogue: Catalogue },
): KnownPeople {
  const profiles = new Map<string, JsonObject>();
  const audiences = new Map<string, Memberships>();
  const add = (value: Json): string | null => {
    if (!isJsonObject(value)) return FORM;
    const { namespace, id, attributes = {} } = value;
    if (typeof namespace !== 'string' || typeof id !== 'string' || !isJsonObject(attributes)) return FORM;
    const person = personId({ sandbox, namespace, key: id });
    profiles.set(person, attributes);
    if (value.audiences === undefined) return null;
    const { memberships, flaw } = readMemberships(value.audiences, catalogue);
    if (memberships) audiences.set(person, memberships);
    return flaw && `audiences: ${flaw}`;
  };
  // Documents tell of attributes only, as when they are applied.
  for (const { kind, content } of documents) if (kind === 'Profile') add({ ...content, audiences: undefined });
  const flaws = readLines(text ?? '').flatMap(({ line, value, error }) => {
    const flaw = error === null ? add(value) : `is not valid JSON: ${error}`;
    return flaw === null ? [] : [`line ${line}: ${flaw}`];
  });
  if (flaws.length > 0) throw usageFailure('The profiles cannot be read', flaws);
  return { profiles, audiences };
}

const FORM = 'needs the texts "namespace" and "id" and the object "attributes"';
