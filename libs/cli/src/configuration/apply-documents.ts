import type { Api } from '../api/api.js';
import { Failure } from '../failure.js';
import { applyDefinition } from './apply-definition.js';
import { applyJourney } from './apply-journey.js';
import { applyProfile } from './apply-profile.js';
import { type ConfigDocument, titleOf } from './config-document.js';
import { inJumpOrder } from './in-jump-order.js';

/** What became of a document. */
export interface Applied {
  readonly title: string;
  readonly outcome: Outcome;
  /** What else there is to say. */
  readonly note?: string;
  /** The version of a journey that is now the latest. */
  readonly versionUid?: string;
}
export type Outcome = 'created' | 'updated' | 'unchanged' | 'published';

/**
 * Brings everything to what the documents say, one after the other, and tells each. Applying the same documents again
 * changes nothing. Stops at the first refusal, which names the document's file and line.
 */
export async function applyDocuments(
  api: Api,
  documents: readonly ConfigDocument[],
  { publish, applied }: { publish: boolean; applied: (one: Applied) => void },
): Promise<void> {
  for (const document of inJumpOrder(documents)) {
    try {
      applied(await applyDocument(api, document, publish || document.publish));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(`${document.place}: ${titleOf(document)}: ${error.message}`, error);
    }
  }
}

async function applyDocument(api: Api, document: ConfigDocument, publish: boolean): Promise<Applied> {
  const title = titleOf(document);
  const { kind } = document;
  switch (kind) {
    case 'Journey':
      return { title, ...(await applyJourney(api, document, publish)) };
    case 'Profile':
      return { title, outcome: await applyProfile(api, document) };
    default:
      return { title, ...(await applyDefinition(api, { ...document, kind })) };
  }
}
