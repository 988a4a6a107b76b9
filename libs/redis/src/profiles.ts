import { isJsonObject, type JsonObject, parseJson } from '@waystream/core';
import type { Store } from './store.js';

/** What is known of a person outside journeys. */
export interface Profile {
  attributes: JsonObject;
  /** Audience → `realized`, `existing` or `exited`. */
  audiences?: Record<string, string>;
  /** RFC 3339. */
  modifiedAt: string;
}

/** Profiles of people of one partition, in the order asked for. */
export async function loadProfiles(
  { connections, keyspace }: Store,
  partition: number,
  people: string[],
): Promise<(Profile | null)[]> {
  if (people.length === 0) return [];
  const texts = await connections.commands.hmget(keyspace.profiles(partition), ...people);
  return texts.map((text) => (text === null ? null : toProfile(text)));
}

export async function loadProfile(store: Store, person: string): Promise<Profile | null> {
  const [profile] = await loadProfiles(store, store.keyspace.partitionOf(person), [person]);
  return profile ?? null;
}

export async function saveProfile({ connections, keyspace }: Store, person: string, profile: Profile): Promise<void> {
  await connections.commands.hset(keyspace.profiles(keyspace.partitionOf(person)), person, toText(profile));
}

/**
 * Writes what `change` makes of the stored profile (`null` when there is none) and returns it. Nothing that others write
 * meanwhile is lost: `change` is then asked again, so it must be pure. Ends because a refused writer means that another
 * one was served.
 */
export async function updateProfile(
  { connections, keyspace, runScript }: Store,
  person: string,
  change: (stored: Profile | null) => Profile,
): Promise<Profile> {
  const key = keyspace.profiles(keyspace.partitionOf(person));
  for (;;) {
    const stored = await connections.commands.hget(key, person);
    const profile = change(stored === null ? null : toProfile(stored));
    const args = [person, stored ?? '', toText(profile)];
    if ((await runScript(connections.commands, 'replace-profile', [key], args)) === 1) return profile;
  }
}

/** Was there one to remove? */
export async function removeProfile({ connections, keyspace }: Store, person: string): Promise<boolean> {
  return (await connections.commands.hdel(keyspace.profiles(keyspace.partitionOf(person)), person)) === 1;
}

function toText({ attributes, audiences, modifiedAt }: Profile): string {
  return JSON.stringify({ attributes, audiences, modifiedAt });
}

function toProfile(text: string): Profile {
  const stored = parseJson(text);
  if (!isJsonObject(stored) || !isJsonObject(stored.attributes))
    throw new TypeError('a stored profile has another form');
  const modifiedAt = String(stored.modifiedAt);
  if (!isJsonObject(stored.audiences)) return { attributes: stored.attributes, modifiedAt };
  const audiences = Object.entries(stored.audiences).map(([name, status]) => [name, String(status)]);
  return { attributes: stored.attributes, audiences: Object.fromEntries(audiences), modifiedAt };
}
