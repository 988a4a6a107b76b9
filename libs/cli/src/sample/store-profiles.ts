import type { Api } from '../api/api.js';
import type { Progress } from '../output/progress.js';
import type { SampleProfile } from './read-sample.js';

/** Enough to be quick, few enough not to be a load test. */
const AT_ONCE = 16;

/** Merges what is known of the people into their profiles. */
export async function storeProfiles(
  api: Api,
  profiles: readonly SampleProfile[],
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<void> {
  let done = 0;
  const rest = profiles.values();
  const work = async () => {
    for (const { namespace, id, attributes } of rest) {
      signal.throwIfAborted();
      const path = `/profiles/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`;
      await api.call('enrichment', { method: 'PUT', path, body: { attributes } });
      progress.at(++done, profiles.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  progress.note(`${profiles.length} people stored`);
}
