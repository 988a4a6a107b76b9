import type { Clock, JsonObject } from '@waystream/core';
import { EXPERIENCE_PLATFORM, type FetchRequest } from '@waystream/journey';
import { loadProfiles, type Store } from '@waystream/redis';

/** What the profile store answered about one person. Somebody it does not know has no attributes, which is no failure. */
export interface ReadProfile {
  attributes: JsonObject;
  elapsedMs: number;
}

/** Reads the profiles that requests of one partition need, all at once. */
export async function profilesOf(
  store: Store,
  clock: Clock,
  partition: number,
  requests: readonly FetchRequest[],
): Promise<(person: string) => ReadProfile> {
  const people = [...new Set(requests.filter(readsProfile).map(({ person }) => person))];
  const startedMs = clock.now();
  const profiles = await loadProfiles(store, partition, people);
  const elapsedMs = clock.now() - startedMs;
  const attributes = new Map(people.map((person, index) => [person, profiles[index]?.attributes]));
  return (person) => ({ attributes: attributes.get(person) ?? {}, elapsedMs });
}

function readsProfile({ groups }: FetchRequest): boolean {
  return groups.some(({ source }) => source === EXPERIENCE_PLATFORM);
}
