import { isInside } from '@waystream/journey';
import { changeProfiles, type ProfileChange } from './profile-changes.js';
import { type Profile, readProfileOrSay, UnreadableProfile, writeProfileText } from './profile-text.js';
import type { Store } from './store.js';

/** Profiles of people of one partition, in the order asked for; one that cannot be read does not hide the others. */
export async function loadProfiles(
  { connections, keyspace }: Store,
  partition: number,
  people: string[],
): Promise<(Profile | UnreadableProfile | null)[]> {
  if (people.length === 0) return [];
  const texts = await connections.commands.hmget(keyspace.profiles(partition), ...people);
  return texts.map((text) => (text === null ? null : readProfileOrSay(text)));
}

/** Throws `UnreadableProfile`. */
export async function loadProfile(store: Store, person: string): Promise<Profile | null> {
  const [profile] = await loadProfiles(store, store.keyspace.partitionOf(person), [person]);
  if (profile instanceof UnreadableProfile) throw profile;
  return profile ?? null;
}

/** Ids of everybody with a profile in a partition, in portions; somebody may come twice. */
export async function* eachProfiledPerson(
  { connections, keyspace }: Store,
  partition: number,
): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, found] = await connections.commands.hscan(keyspace.profiles(partition), cursor, 'COUNT', 200);
    yield found.filter((_, index) => index % 2 === 0);
    cursor = next;
  } while (cursor !== '0');
}

export async function saveProfile({ connections, keyspace }: Store, person: string, profile: Profile): Promise<void> {
  await connections.commands.hset(keyspace.profiles(keyspace.partitionOf(person)), person, writeProfileText(profile));
}

/** What a changed profile means for the audiences that are judged by it. */
export type Judge = (person: string, changed: Profile) => ProfileChange;

/**
 * Writes what `change` makes of the stored profile (`null` when there is none), with what `judge` makes of that, and
 * returns it. Nothing that others write meanwhile is lost: `change` is then asked again, so it must be pure.
 */
export async function updateProfile(
  store: Store,
  person: string,
  change: (stored: Profile | null) => Profile,
  judge: Judge = (_, profile) => ({ profile, moves: [] }),
): Promise<Profile> {
  let written: Profile | null = null;
  await changeProfiles(store, store.keyspace.partitionOf(person), [person], (_, stored) => {
    const changed = judge(person, change(stored));
    written = changed.profile;
    return changed;
  });
  if (written === null) throw new RangeError('an update of a profile removed it');
  return written;
}

/** The person is a member of no audience any more. Was there a profile to remove? */
export async function removeProfile(store: Store, person: string): Promise<boolean> {
  let isFound = false;
  await changeProfiles(store, store.keyspace.partitionOf(person), [person], (_, stored) => {
    isFound = stored !== null;
    const inside = Object.entries(stored?.audiences ?? {}).filter(([, status]) => isInside(status));
    const moves = inside.map(([audience]) => ({ audience, isMember: false, input: null }));
    return stored && { profile: null, moves };
  });
  return isFound;
}
