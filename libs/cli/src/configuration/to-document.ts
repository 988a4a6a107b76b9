import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { type ConfigDocument, isKind, KINDS } from './config-document.js';

/** A document as it stands in a file, taken apart; or the flaw that keeps it from being one. */
export function toDocument(value: Json, place: string): ConfigDocument | string {
  if (!isJsonObject(value)) return 'a document must be an object with "kind" and "name"';
  const { kind, publish = false, ...content } = value;
  if (!isKind(kind))
    return `"kind" must be one of ${KINDS.join(', ')}${kind === undefined ? '' : `, not ${JSON.stringify(kind)}`}`;
  const name = kind === 'Profile' ? profileName(content) : content.name;
  if (typeof name !== 'string' || name === '') {
    return kind === 'Profile' ? 'a Profile needs the texts "namespace" and "id"' : `the ${kind} needs the text "name"`;
  }
  if (kind !== 'Journey' && publish !== false) return 'only a Journey can have "publish"';
  if (typeof publish !== 'boolean') return '"publish" must be true or false';
  if (kind !== 'FieldGroup') return { kind, name, content, publish, place };
  const { dataSource, ...group } = content;
  if (typeof dataSource !== 'string' || dataSource === '') return 'a FieldGroup needs the text "dataSource"';
  return { kind, name, content: group, dataSource, publish, place };
}

function profileName({ namespace, id }: JsonObject): string | undefined {
  return typeof namespace === 'string' && typeof id === 'string' ? `${namespace}/${id}` : undefined;
}
