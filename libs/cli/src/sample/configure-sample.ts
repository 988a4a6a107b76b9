import { type Applied, applyDocuments } from '../configuration/apply-documents.js';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';
import type { Sample } from './read-sample.js';

/** Applies the sample's configuration and resolves to the version that is live then. */
export async function configureSample({ api, phases }: Shell, { documents }: Sample): Promise<string> {
  return phases.run('Configuration', async (progress) => {
    const results: Applied[] = [];
    const applied = (one: Applied) => {
      results.push(one);
      progress.at(results.length, documents.length);
    };
    await applyDocuments(api, documents, { publish: true, applied });
    const isNew = results.some(({ outcome }) => outcome === 'created');
    progress.note(`${documents.length} documents ${isNew ? 'applied' : 'known already'}, the journey is live`);
    const versionUid = results.find((one) => one.versionUid !== undefined)?.versionUid;
    if (versionUid === undefined) throw new Failure('The sample describes no journey');
    return versionUid;
  });
}
