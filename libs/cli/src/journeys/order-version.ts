import { isJsonObject, type JsonObject } from '@waystream/core';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';
import { findJourney, latestVersion } from './find-journey.js';

/** A step in the life of a version, as a command orders it. */
export interface VersionOrder {
  verb: 'close' | 'pause' | 'resume' | 'stop';
  /** The version meant is the latest in the first of these statuses that there is. */
  from: readonly string[];
  /** What to say when no version is in any of them. */
  none(journey: string): string;
  body?: JsonObject;
}

/** Has the order carried out and tells what the version is then. Throws `Failure`. */
export async function orderVersion(
  { api, print, printJson }: Shell,
  nameOrUid: string,
  { verb, from, none, body, json = false }: VersionOrder & { json: boolean | undefined },
): Promise<void> {
  const journey = await findJourney(api, nameOrUid);
  const found = latestVersion(journey, from);
  if (!found) throw new Failure(none(journey.name));
  const path = `/authoring/journeyVersions/${found.uid}/${verb}`;
  const answer = await api.call('authoring', { method: 'POST', path, ...(body && { body }) });
  const status = isJsonObject(answer.body) ? String(answer.body.status) : '';
  if (json) printJson({ uid: journey.uid, versionUid: found.uid, version: found.version, status });
  else print(`"${journey.name}" version ${found.version} is ${status}`);
}
