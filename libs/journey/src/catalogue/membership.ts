import { derivedId } from '@waystream/core';
import type { AudienceInput } from '../engine/input.js';
import { AUDIENCE_STATUSES, type AudienceStatus } from '../engine/topic.js';

/**
 * How somebody stands to an audience: `realized` since they entered it, `existing` when they were found inside again,
 * `exited` since they left. Who never was a member has no status.
 */
export const MEMBERSHIP_STATUSES = [...AUDIENCE_STATUSES, 'existing'] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];

export interface Requalification {
  /** Audience → status, of all audiences that the person ever was a member of. */
  readonly statuses: Readonly<Record<string, MembershipStatus>>;
  /** What is news: audiences that the person has entered or left. */
  readonly changes: readonly { readonly audience: string; readonly status: AudienceStatus }[];
}

/** Holds what a person is a member of now against what is known of them. `found`: audience → is the person a member? */
export function requalify(
  known: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, boolean>,
): Requalification {
  const statuses: Record<string, MembershipStatus> = {};
  for (const [audience, status] of Object.entries(known)) statuses[audience] = statusOf(status);
  const changes: Requalification['changes'][number][] = [];
  for (const [audience, isMember] of found) {
    const wasMember = isInside(statuses[audience]);
    if (isMember !== wasMember) {
      const status = isMember ? 'realized' : 'exited';
      statuses[audience] = status;
      changes.push({ audience, status });
    } else if (isMember) {
      statuses[audience] = 'existing';
    }
  }
  return { statuses, changes };
}

/**
 * What reaches the person of the changes. `cause` names what has happened, so that each change is an input of its own;
 * `at` is epoch milliseconds.
 */
export function qualificationInputs(
  person: string,
  changes: Requalification['changes'],
  { at, cause }: { at: number; cause: string },
): AudienceInput[] {
  return changes.map(({ audience, status }) => {
    return { v: 1, type: 'audience', id: derivedId(cause, person, audience, status), person, audience, status, at };
  });
}

export function isInside(status: string | undefined): boolean {
  return status === 'realized' || status === 'existing';
}

/** A status that another release has written and this one does not know counts as having left. */
function statusOf(status: string): MembershipStatus {
  return status === 'realized' || status === 'existing' ? status : 'exited';
}
