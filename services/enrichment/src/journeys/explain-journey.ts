import { AppError, type Clock, didYouMean } from '@waystream/core';
import { type Explanation, explain, outlineOf, type VersionOutline } from '@waystream/journey';
import { storeAnswer } from '@waystream/redis';
import type { PersonAddress } from '../profiles/person-profile.js';
import { type JourneysContext, personRecords } from './person-records.js';

/**
 * Why a person did or did not get what a journey gives. `journey` is its uid or its name. Throws `notFound` for a journey
 * that there is not, and `invalid` for a name that several have.
 */
export async function explainJourney(
  context: JourneysContext & { clock: Clock },
  address: PersonAddress,
  journey: string,
): Promise<Explanation> {
  const { sandbox, namespace, id } = address;
  const records = await personRecords(context, address);
  const versions = await versionsOf(context, sandbox, journey);
  const journeyUid = versions[0]?.record.journeyUid ?? '';
  return explain({ person: { namespace, key: id }, journeyUid, versions, records, now: context.clock.now() });
}

/** The versions of the journey, the latest last. One that is unknown here may have been created a moment ago. */
async function versionsOf(
  { catalogues }: JourneysContext,
  sandbox: string,
  journey: string,
): Promise<VersionOutline[]> {
  const find = () => {
    const all = [...catalogues.of(sandbox).versions.values()];
    const uids = new Set(all.filter(({ document }) => document.name === journey).map(({ journeyUid }) => journeyUid));
    const meant = all.some(({ journeyUid }) => journeyUid === journey) ? new Set([journey]) : uids;
    return { all, meant };
  };
  if (find().meant.size === 0) await storeAnswer(catalogues.caughtUp());
  const { all, meant } = find();
  const [uid, ...others] = meant;
  if (uid === undefined) {
    const names = all.flatMap(({ document }) => (typeof document.name === 'string' ? [document.name] : []));
    throw new AppError('notFound', `There is no journey "${journey}"${didYouMean(journey, names)}.`);
  }
  if (others.length > 0) {
    throw new AppError(
      'invalid',
      `Several journeys have the name "${journey}": ${[...meant].join(', ')}; name its uid.`,
    );
  }
  const own = all.filter(({ journeyUid }) => journeyUid === uid);
  return own.sort((one, other) => one.version - other.version).map(outlineOf);
}
