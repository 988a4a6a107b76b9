import { AppError } from '@waystream/core';
import type { VersionStatus } from '@waystream/journey';

/** What leans on a definition and keeps it from being deleted or changed at will. */
export type User =
  | { readonly kind: 'schema' | 'event' | 'fieldGroup' | 'audience'; readonly name: string }
  | {
      readonly kind: 'journey';
      readonly name: string;
      readonly uid: string;
      readonly versionUid: string;
      readonly version: number;
      readonly status: VersionStatus;
    };

/** Throws `inUse`, naming everything that leans on the definition. */
export function refuseWhileUsed(what: string, users: readonly User[]): void {
  if (users.length === 0) return;
  const flaws = users.map((user) => ({ path: '', code: 'usedBy', message: `used by ${describeUser(user)}` }));
  throw new AppError('inUse', `${what} cannot be deleted: it is used by ${namesOf(users)}`, { flaws });
}

const MOST_NAMED = 5;

export function namesOf(users: readonly User[]): string {
  const named = users.slice(0, MOST_NAMED).map(describeUser).join(', ');
  return users.length > MOST_NAMED ? `${named} and ${users.length - MOST_NAMED} more` : named;
}

function describeUser(user: User): string {
  switch (user.kind) {
    case 'journey':
      return `the journey "${user.name}" (version ${user.version}, ${user.status})`;
    case 'fieldGroup':
      return `the field group "${user.name}"`;
    case 'schema':
    case 'event':
    case 'audience':
      return `the ${user.kind} "${user.name}"`;
  }
}
