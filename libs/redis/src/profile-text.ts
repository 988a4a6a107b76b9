import { isJsonObject, type Json, type JsonObject, parseJson } from '@waystream/core';

/** What is known of a person outside journeys. */
export interface Profile {
  attributes: JsonObject;
  /** Audience → `realized`, `existing` or `exited`. */
  audiences?: Record<string, string>;
  /** RFC 3339. */
  modifiedAt: string;
}

export function writeProfileText({ attributes, audiences, modifiedAt }: Profile): string {
  return JSON.stringify({ attributes, audiences, modifiedAt });
}

/** What is stored of a person is none of a profile that is known here. */
export class UnreadableProfile extends TypeError {}

/** Throws `UnreadableProfile`. */
function readProfileText(text: string): Profile {
  const stored = parse(text);
  if (!isJsonObject(stored) || !isJsonObject(stored.attributes))
    throw new UnreadableProfile('a stored profile has another form');
  const modifiedAt = String(stored.modifiedAt);
  if (!isJsonObject(stored.audiences)) return { attributes: stored.attributes, modifiedAt };
  const audiences = Object.entries(stored.audiences).map(([name, status]) => [name, String(status)]);
  return { attributes: stored.attributes, audiences: Object.fromEntries(audiences), modifiedAt };
}

/** The same as a value, where one that cannot be read must not hide the others. */
export function readProfileOrSay(text: string): Profile | UnreadableProfile {
  try {
    return readProfileText(text);
  } catch (error) {
    if (error instanceof UnreadableProfile) return error;
    throw error;
  }
}

function parse(text: string): Json {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new UnreadableProfile('a stored profile is no JSON', { cause });
  }
}
