import {
  audienceRunOf,
  type JourneyDocument,
  type JourneyRun,
  type JourneyVersion,
  journeyDocument,
} from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/** A version whose runs bring people in. */
export interface RunnableVersion {
  readonly record: JourneyVersion;
  readonly document: JourneyDocument;
  readonly run: JourneyRun;
}

/** What a run's version says: go on, wait, or that the run has no purpose any more. */
export type Standing = { kind: 'live' | 'paused'; version: RunnableVersion } | { kind: 'over' };

const OVER: Standing = { kind: 'over' };

/**
 * How a version stands to its runs. One that is not known here may have been published a moment ago, so the
 * configuration is caught up with before the answer is no. A version that closes takes nobody in any more, also when it
 * was paused.
 */
export async function standingOf(catalogues: Catalogues, sandbox: string, uid: string): Promise<Standing> {
  const known = standingNow(catalogues, sandbox, uid);
  if (known.kind !== 'over') return known;
  await catalogues.caughtUp();
  return standingNow(catalogues, sandbox, uid);
}

function standingNow(catalogues: Catalogues, sandbox: string, uid: string): Standing {
  const catalogue = catalogues.of(sandbox);
  const record = catalogue.versions.get(uid);
  if (!record || record.closedAt !== undefined) return OVER;
  const { status } = record;
  if (status !== 'live' && status !== 'paused') return OVER;
  const document = journeyDocument.parse(record.document);
  const run = audienceRunOf(catalogue, document);
  return run ? { kind: status, version: { record, document, run } } : OVER;
}
