import { type JourneyDocument, type StepEvent, uidOfVersionKey } from '@waystream/journey';
import { demand } from './violation.js';

/**
 * The first so many people take the first path of a profile cap and keep it, over all partitions; nobody is sent beyond
 * while there is a place. `given` tells who has a place at an activity of a version.
 */
export function createPlaces(
  documents: ReadonlyMap<string, JourneyDocument>,
  given: (place: string) => ReadonlySet<string>,
) {
  /** Activity of a version → who took which path. */
  const went = new Map<string, { within: Set<string>; beyond: Set<string> }>();

  function take({ version, node: id, path, person }: StepEvent): void {
    const node = documents.get(uidOfVersionKey(version))?.nodes.find((one) => one.id === id);
    if (node?.type !== 'condition' || node.kind !== 'profileCap' || id === null) return;
    const [first, second] = node.paths;
    if (path !== first?.id && path !== second?.id) return;
    const place = `${version}/${id}`;
    const { within, beyond } = went.get(place) ?? { within: new Set(), beyond: new Set() };
    went.set(place, { within, beyond });
    (path === first?.id ? within : beyond).add(person);
    const holders = given(place);
    const detail = () =>
      `${person} at ${place} of ${node.cap}: ${[...within]} within, ${[...beyond]} beyond, ${[...holders]} have places`;
    demand(within.size <= node.cap, 'so many people have a place and no more', detail);
    demand(!within.has(person) || !beyond.has(person), 'whoever has a place keeps it', detail);
    demand(!beyond.has(person) || holders.size >= node.cap, 'nobody is sent beyond while there is a place', detail);
  }

  return { take };
}
