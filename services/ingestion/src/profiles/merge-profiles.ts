import { type JsonObject, mergeJson, toRfc3339 } from '@waystream/core';
import { type Judge, type Profile, type Store, storeFailure, updateProfile } from '@waystream/redis';

export interface ProfileRecord {
  readonly person: string;
  readonly attributes: JsonObject;
}

/**
 * Makes the attributes of the records part of the stored profiles, those of one person in the order in which they came
 * and with one write. Resolves when all are stored. Throws `overloaded` or `unavailable`.
 */
export async function mergeProfiles(
  { store, judge }: { store: Store; judge: Judge },
  records: readonly ProfileRecord[],
  now: number,
): Promise<void> {
  if (records.length === 0) return;
  const byPerson = new Map<string, JsonObject[]>();
  for (const { person, attributes } of records) byPerson.set(person, [...(byPerson.get(person) ?? []), attributes]);
  const modifiedAt = toRfc3339(now);
  const merges = [...byPerson].map(([person, changes]) => {
    const merge = (stored: Profile | null): Profile => ({
      ...stored,
      attributes: changes.reduce(mergeJson, stored?.attributes ?? {}),
      modifiedAt,
    });
    return updateProfile(store, person, merge, judge);
  });
  await Promise.all(merges).catch((error) => {
    throw storeFailure(error);
  });
}
