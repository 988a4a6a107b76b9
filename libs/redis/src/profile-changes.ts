import { parsePersonId } from '@waystream/journey';
import { type Profile, readProfileOrSay, UnreadableProfile, writeProfileText } from './profile-text.js';
import type { Store } from './store.js';

/** What becomes of a profile, and with it of the person's audiences. `profile: null` removes it. */
export interface ProfileChange {
  readonly profile: Profile | null;
  readonly moves: readonly AudienceMove[];
}

/** Somebody enters or leaves an audience; the input tells journeys of it, where they are to know. */
export interface AudienceMove {
  readonly audience: string;
  readonly isMember: boolean;
  readonly input: string | null;
}

/** One script call writes no more profiles than this, so that it never keeps Redis from others for long. */
const MOST_PER_CALL = 200;

/**
 * Changes profiles of people of one partition: profile, members of audiences and inputs together, or nothing of them.
 * `change` gets what is stored, and `null` from it leaves that as it is. What others write meanwhile is not lost:
 * `change` is then asked again. Ends because a refused writer means that another one was served.
 * Throws `UnreadableProfile`, unless `passOver` is there to be told of whoever is left as they are.
 */
export async function changeProfiles(
  store: Store,
  partition: number,
  people: Iterable<string>,
  change: (person: string, stored: Profile | null) => ProfileChange | null,
  passOver?: (person: string) => void,
): Promise<void> {
  const { commands } = store.connections;
  let open = [...new Set(people)];
  while (open.length > 0) {
    const portion = open.slice(0, MOST_PER_CALL);
    const texts = await commands.hmget(store.keyspace.profiles(partition), ...portion);
    const wanted = portion.flatMap((person, index): Write[] => {
      const read = texts[index] ?? null;
      const stored = read === null ? null : readProfileOrSay(read);
      if (stored instanceof UnreadableProfile) {
        if (!passOver) throw stored;
        passOver(person);
        return [];
      }
      const wish = change(person, stored);
      return wish ? [{ person, read: read ?? '', change: wish }] : [];
    });
    const refused = await write(store, partition, wanted);
    open = [...open.slice(MOST_PER_CALL), ...refused];
  }
}

interface Write {
  readonly person: string;
  readonly read: string;
  readonly change: ProfileChange;
}

/** Gives back those who were changed by somebody else. */
async function write(
  { connections, keyspace, runScript }: Store,
  partition: number,
  writes: readonly Write[],
): Promise<string[]> {
  if (writes.length === 0) return [];
  const keys = [keyspace.profiles(partition), keyspace.inbox(partition)];
  const indexOf = (key: string) => {
    if (!keys.includes(key)) keys.push(key);
    return keys.indexOf(key) + 1;
  };
  const args = writes.flatMap(({ person, read, change: { profile, moves } }) => {
    const { sandbox } = parsePersonId(person);
    const moved = moves.flatMap(({ audience, isMember, input }) => [
      indexOf(keyspace.audience(partition, sandbox, audience)),
      isMember ? 1 : 0,
      input ?? '',
    ]);
    return [person, read, profile === null ? '' : writeProfileText(profile), moves.length, ...moved];
  });
  const reply = await runScript(connections.commands, 'change-profiles', keys, args);
  return writes.flatMap(({ person }, index) => (Array.isArray(reply) && reply[index] === 1 ? [] : [person]));
}
