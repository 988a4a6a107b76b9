import { AppError, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { type FieldPath, parsePath } from './field-path.js';
import { readPath } from './read-path.js';

/** Marks a field of a schema as an identity of a namespace; `path` is a field path in travelling spelling. */
export interface IdentityDescriptor {
  readonly path: string;
  readonly namespace: string;
  readonly primary?: boolean;
}

/** A value in a namespace, which names a person. */
export interface Identity {
  readonly namespace: string;
  readonly id: string;
}

export interface IdentityReader {
  primary(document: JsonObject): Identity | null;
  all(document: JsonObject): readonly Identity[];
}

/** The identity that stands for the person of a document, or `null`; see `identityReader`. */
export function primaryIdentity(document: JsonObject, descriptors: readonly IdentityDescriptor[]): Identity | null {
  return identityReader(descriptors).primary(document);
}

/** All identities in a document, the primary one first, none twice. */
export function identitiesOf(document: JsonObject, descriptors: readonly IdentityDescriptor[]): readonly Identity[] {
  return identityReader(descriptors).all(document);
}

/**
 * Reads the identities of documents of one schema. The primary one is the field of the primary descriptor; a document
 * without it falls back to its `identityMap`: the entry marked primary, else the first. Numbers count as text, empty
 * text as missing. Throws `AppError('invalid')` for a descriptor whose path is none.
 */
export function identityReader(descriptors: readonly IdentityDescriptor[]): IdentityReader {
  const fields = descriptors.map(({ path, namespace, primary }) => ({ namespace, primary, path: requirePath(path) }));
  const marked = fields.filter(({ primary }) => primary);

  function primary(document: JsonObject): Identity | null {
    for (const { namespace, path } of marked) {
      const [id] = idsIn(readPath(document, path));
      if (id !== undefined) return { namespace, id };
    }
    const entries = mapEntries(document);
    return (entries.find((entry) => entry.isPrimary) ?? entries[0])?.identity ?? null;
  }

  return {
    primary,
    all(document) {
      const first = primary(document);
      const described = fields.flatMap(({ namespace, path }) =>
        idsIn(readPath(document, path)).map((id) => ({ namespace, id })),
      );
      const mapped = mapEntries(document).map(({ identity }) => identity);
      return unique([...(first ? [first] : []), ...described, ...mapped]);
    },
  };
}

function requirePath(text: string): FieldPath {
  const path = parsePath(text);
  if (!path) throw new AppError('invalid', `the identity's path "${text}" is not a field path`);
  return path;
}

function idsIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** XDM's map from namespaces to lists of `{id, authenticatedState, primary}`, in the order of the document. */
function mapEntries(document: JsonObject): ReadonlyArray<{ identity: Identity; isPrimary: boolean }> {
  const map = Object.hasOwn(document, 'identityMap') ? document.identityMap : undefined;
  if (!isJsonObject(map)) return [];
  return Object.entries(map).flatMap(([namespace, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry) => {
      if (!isJsonObject(entry)) return [];
      return idsIn(entry.id).map((id) => ({ identity: { namespace, id }, isPrimary: entry.primary === true }));
    }),
  );
}

function unique(identities: readonly Identity[]): readonly Identity[] {
  const byKey = new Map(identities.map((identity) => [`${identity.namespace}\u0000${identity.id}`, identity]));
  return [...byKey.values()];
}
