import { isJsonObject, type Json, type JsonObject } from '@waystream/core';
import type { Api } from '../api/api.js';
import { Failure } from '../failure.js';

/** A journey in short, as authoring lists it. */
export interface JourneySummary {
  readonly uid: string;
  readonly name: string;
  /** From the first to the latest. */
  readonly versions: readonly VersionSummary[];
}

export interface VersionSummary {
  readonly uid: string;
  readonly version: number;
  readonly status: string;
}

/** The journey of that name, or `null`. Throws `Failure` when several have it. */
export async function findJourneyByName(api: Api, name: string): Promise<JourneySummary | null> {
  const { body } = await api.call('authoring', { path: `/authoring/journeys?name=${encodeURIComponent(name)}` });
  const items = isJsonObject(body) && Array.isArray(body.items) ? body.items : [];
  const [first, ...others] = items.filter(isJsonObject).map(summaryOf);
  if (others.length > 0) {
    throw new Failure(`There are ${items.length} journeys with the name "${name}"`, {
      details: ['Rename or delete all but one, so that a name tells which is meant.'],
    });
  }
  return first ?? null;
}

/** The journey with that name or, failing that, with that uid. Throws `Failure` when there is none. */
export async function findJourney(api: Api, nameOrUid: string): Promise<JourneySummary> {
  const named = await findJourneyByName(api, nameOrUid);
  if (named) return named;
  const path = `/authoring/journeys/${encodeURIComponent(nameOrUid)}`;
  const { status, body } = await api.call('authoring', { path, expected: [404] });
  if (status === 404 || !isJsonObject(body)) throw new Failure(`There is no journey "${nameOrUid}"`);
  return summaryOf(body);
}

/** The latest version in one of the statuses, in the order of the statuses. */
export function latestVersion({ versions }: JourneySummary, statuses: readonly string[]): VersionSummary | undefined {
  for (const wanted of statuses) {
    const found = versions.findLast(({ status }) => status === wanted);
    if (found) return found;
  }
  return undefined;
}

function summaryOf({ uid, name, versions }: JsonObject): JourneySummary {
  const list: Json[] = Array.isArray(versions) ? versions : [];
  return {
    uid: String(uid),
    name: String(name),
    versions: list.filter(isJsonObject).map((one) => ({
      uid: String(one.uid),
      version: Number(one.version),
      status: String(one.status),
    })),
  };
}
