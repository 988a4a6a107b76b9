import { AppError, type Clock, toRfc3339 } from '@waystream/core';
import { type JourneyVersion, versionKey } from '@waystream/journey';
import { type Catalogues, readTally, type Store, storeAnswer } from '@waystream/redis';
import { activityReports } from './activity-reports.js';
import { figuresOf } from './figures-of.js';
import type { JourneyReport } from './report-form.js';
import { versionHead } from './version-head.js';

/** What the use cases of reports work with. */
export interface ReportContext {
  readonly store: Store;
  readonly catalogues: Catalogues;
  readonly clock: Clock;
}

/** The report of one version as of now; while it is under test, of the test. Throws `notFound`, or `unavailable` without Redis. */
export async function getReport(
  context: ReportContext,
  { sandbox, versionUid }: { sandbox: string; versionUid: string },
): Promise<JourneyReport> {
  const record = await findVersion(context, sandbox, versionUid);
  const counters = await storeAnswer(readTally(context.store, versionKey(record)));
  return {
    ...versionHead(record),
    figures: figuresOf(counters),
    activities: activityReports(record, counters),
    asOf: toRfc3339(context.clock.now()),
  };
}

/** A version that is unknown here may have been created a moment ago. */
async function findVersion({ catalogues }: ReportContext, sandbox: string, uid: string): Promise<JourneyVersion> {
  const find = () => catalogues.of(sandbox).versions.get(uid);
  if (!find()) await storeAnswer(catalogues.caughtUp());
  const record = find();
  if (record) return record;
  throw new AppError('notFound', `There is no journey version "${uid}" in the sandbox "${sandbox}".`);
}
