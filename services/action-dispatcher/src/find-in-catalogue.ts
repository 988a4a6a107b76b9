import { type Catalogue, parsePersonId } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/**
 * What a journey names, from the catalogue of the person's sandbox. What is not known here may have been published a
 * moment ago, together with the journey; so the catalogue catches up before the answer is no.
 */
export async function findInCatalogue<Definition>(
  catalogues: Catalogues,
  person: string,
  find: (catalogue: Catalogue) => Definition | undefined,
): Promise<Definition | undefined> {
  const { sandbox } = parsePersonId(person);
  const known = find(catalogues.of(sandbox));
  if (known) return known;
  await catalogues.caughtUp();
  return find(catalogues.of(sandbox));
}
