import type { JourneyVersion } from './journey-version.js';

/**
 * The name under which instances, requests, steps and counters know a version. Each session of test mode is a version
 * of its own to them: when it is over its people are inside of nothing, its figures are nobody's, and neither can reach
 * what is published later under the same uid.
 */
export function versionKey({ uid, status, test }: Pick<JourneyVersion, 'uid' | 'status' | 'test'>): string {
  return status === 'test' && test ? `${uid}${SESSION}${test.session}` : uid;
}

/** The uid of the version that a key belongs to. */
export function uidOfVersionKey(key: string): string {
  const at = key.indexOf(SESSION);
  return at < 0 ? key : key.slice(0, at);
}

/** Is it the key of a session of test mode of that version? */
export function isTestOf(key: string, uid: string): boolean {
  return key.startsWith(uid + SESSION);
}

/** Uids and sessions hold none. */
const SESSION = '@';
