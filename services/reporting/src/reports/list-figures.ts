import type { JourneyVersion } from '@waystream/journey';
import { readTally, storeAnswer } from '@waystream/redis';
import { figuresOf } from './figures-of.js';
import type { ReportContext } from './get-report.js';
import type { VersionFigures } from './report-form.js';
import { versionHead } from './version-head.js';

export interface FiguresPage {
  items: VersionFigures[];
  /** Where the next page begins; `null` on the last one. */
  nextCursor: string | null;
}

/** The figures of the published versions of a sandbox, the latest first. Throws `unavailable` without Redis. */
export async function listFigures(
  { store, catalogues }: ReportContext,
  { sandbox, limit, cursor }: { sandbox: string; limit: number; cursor: string | undefined },
): Promise<FiguresPage> {
  const published = [...catalogues.of(sandbox).versions.values()]
    .filter(({ status }) => status !== 'draft' && status !== 'test')
    .map((record) => ({ record, place: placeOf(record) }))
    .filter(({ place }) => cursor === undefined || place < cursor)
    .sort((one, other) => (one.place < other.place ? 1 : -1));
  const page = published.slice(0, limit);
  const items = page.map(async ({ record }) => ({
    ...versionHead(record),
    figures: figuresOf(await readTally(store, record.uid)),
  }));
  const hasMore = published.length > limit;
  return { items: await storeAnswer(Promise.all(items)), nextCursor: hasMore ? (page.at(-1)?.place ?? null) : null };
}

/** Sorts as the time of publication does; the uid tells versions of the same moment apart. */
function placeOf({ publishedAt, createdAt, uid }: JourneyVersion): string {
  return `${publishedAt ?? createdAt}/${uid}`;
}
