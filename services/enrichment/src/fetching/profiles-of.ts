import type { Clock, JsonObject } from '@waystream/core';
import { type DataRequest, EXPERIENCE_PLATFORM } from '@waystream/journey';
import { loadProfiles, type Store, UnreadableProfile } from '@waystream/redis';

/** What the profile store answered about one person. Somebody it does not know has no attributes, which is no failure. */
export interface ReadProfile {
  attributes: JsonObject;
  /** Audience → status. */
  audiences: Readonly<Record<string, string>>;
  elapsedMs: number;
}

/** Reads the profiles that requests of one partition need, all at once. Asking for one that cannot be read throws. */
export async function profilesOf(
  store: Store,
  clock: Clock,
  partition: number,
  requests: readonly DataRequest[],
): Promise<(person: string) => ReadProfile> {
  const people = [...new Set(requests.filter(readsProfile).map(({ person }) => person))];
  const startedMs = clock.now();
  const profiles = await loadProfiles(store, partition, people);
  const elapsedMs = clock.now() - startedMs;
  const found = new Map(people.map((person, index) => [person, profiles[index]]));
  return (person) => {
    const profile = found.get(person);
    if (profile instanceof UnreadableProfile) throw profile;
    const { attributes = {}, audiences = {} } = profile ?? {};
    return { attributes, audiences, elapsedMs };
  };
}

function readsProfile(request: DataRequest): boolean {
  switch (request.kind) {
    case 'fetch':
      return request.groups.some(({ source }) => source === EXPERIENCE_PLATFORM);
    case 'admit':
      return true;
    case 'update':
    case 'reserve':
      return false;
  }
}
