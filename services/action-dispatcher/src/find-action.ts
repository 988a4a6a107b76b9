import { type ActionDefinition, type ActionRequest, parsePersonId } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';

/**
 * The action that a journey names, from the catalogue of the person's sandbox. One that is not known here may have been
 * published a moment ago, together with the journey; so the catalogue catches up before the answer is no.
 */
export async function findAction(
  catalogues: Catalogues,
  { person, action }: ActionRequest,
): Promise<ActionDefinition | undefined> {
  const { sandbox } = parsePersonId(person);
  const known = catalogues.of(sandbox).actions.get(action);
  if (known) return known;
  await catalogues.caughtUp();
  return catalogues.of(sandbox).actions.get(action);
}
