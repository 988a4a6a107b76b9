import type { Api } from '../api/api.js';
import type { ConfigDocument } from './config-document.js';

/** Merges the attributes into the profile. */
export async function applyProfile(api: Api, { content }: ConfigDocument): Promise<'updated'> {
  const { namespace, id, attributes = {} } = content;
  const path = `/profiles/${encodeURIComponent(String(namespace))}/${encodeURIComponent(String(id))}`;
  await api.call('enrichment', { method: 'PUT', path, body: { attributes } });
  return 'updated';
}
