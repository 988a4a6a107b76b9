import { isJsonObject, type JsonObject } from '@waystream/core';
import { authentication, withoutSecrets } from '@waystream/journey';
import type { Api } from '../api/api.js';
import { type DefinitionDocument, definitionResource } from './definition-resource.js';
import { isSameDefinition } from './is-same-definition.js';

/**
 * Creates the definition, or replaces it when what is stored says something else. Secrets cannot be read back, so a
 * definition that differs in nothing but them may have a new one and is replaced too.
 */
export async function applyDefinition(
  api: Api,
  document: DefinitionDocument,
): Promise<{ outcome: 'created' | 'updated' | 'unchanged'; note?: string }> {
  const resource = definitionResource(document);
  const collection = `/authoring${resource.collection}`;
  const path = `${collection}/${encodeURIComponent(document.name)}`;
  const { content } = document;
  const stored = await api.call('authoring', { path, expected: [404] });
  if (stored.status === 404) {
    await api.call('authoring', { method: 'POST', path: collection, body: content });
    return { outcome: 'created' };
  }
  if (isSameDefinition(content, stored.body, resource)) return { outcome: 'unchanged' };
  const condition = stored.etag === undefined ? {} : { ifMatch: stored.etag };
  await api.call('authoring', { method: 'PUT', path, body: content, ...condition });
  const differsInSecrets = isSameDefinition(masked(content), stored.body, resource);
  return differsInSecrets ? { outcome: 'unchanged', note: 'its secrets are written again' } : { outcome: 'updated' };
}

/** The document as authoring shows it. */
function masked(content: JsonObject): JsonObject {
  const given = authentication.safeParse(content.authentication);
  if (!given.success || !isJsonObject(content.authentication)) return content;
  return { ...content, authentication: { ...withoutSecrets(given.data) } };
}
