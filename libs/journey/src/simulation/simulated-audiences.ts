import { isInside, type MembershipStatus, type Requalification, requalify } from '../catalogue/membership.js';
import type { AudienceStatus } from '../engine/topic.js';

/** Audience → status, of all audiences that a person ever was a member of. */
export type Memberships = Readonly<Record<string, MembershipStatus>>;

/** Who is in which audience, in memory. People are named by their ids. */
export interface SimulatedAudiences {
  of(person: string): Memberships;
  /** Makes the person a member of some audiences and of others not, and says what is news. */
  requalify(person: string, found: ReadonlyMap<string, boolean>): Requalification['changes'];
  /**
   * The person has entered or left, as a recording tells; was that news? A recording may begin when somebody was inside
   * already, so that somebody leaves of whom nothing was known is.
   */
  tell(person: string, audience: string, status: AudienceStatus): boolean;
  /** Members from after one of them on, in the order of their ids; `''` begins with the first. */
  membersAfter(audience: string, after: string, most: number): string[];
}

const NONE: Memberships = {};

export function createSimulatedAudiences(given: ReadonlyMap<string, Memberships>): SimulatedAudiences {
  const memberships = new Map(given);
  const inOrder = new Map<string, string[]>();
  const of = (person: string) => memberships.get(person) ?? NONE;

  /** Only the audiences that runs walk through are kept in order, from the first run on. */
  function membersOf(audience: string): string[] {
    const known = inOrder.get(audience);
    if (known) return known;
    const found = [...memberships].flatMap(([person, statuses]) => (isInside(statuses[audience]) ? [person] : []));
    inOrder.set(audience, found.sort());
    return found;
  }

  function move(person: string, audience: string, status: AudienceStatus): void {
    const members = inOrder.get(audience);
    if (!members) return;
    const place = placeOf(members, person);
    if (status === 'exited') members.splice(place, members[place] === person ? 1 : 0);
    else if (members[place] !== person) members.splice(place, 0, person);
  }

  return {
    of,
    requalify(person, found) {
      const { statuses, changes } = requalify(of(person), found);
      memberships.set(person, statuses);
      for (const { audience, status } of changes) move(person, audience, status);
      return changes;
    },
    tell(person, audience, status) {
      const known = of(person);
      const isNews = status === 'realized' ? !isInside(known[audience]) : known[audience] !== 'exited';
      if (!isNews) return false;
      memberships.set(person, { ...known, [audience]: status });
      move(person, audience, status);
      return true;
    },
    membersAfter(audience, after, most) {
      const members = membersOf(audience);
      const place = placeOf(members, after);
      const first = members[place] === after ? place + 1 : place;
      return members.slice(first, first + most);
    },
  };
}

/** Where a text stands, or would stand, among texts in order. */
function placeOf(ordered: readonly string[], text: string): number {
  let from = 0;
  let to = ordered.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ordered[middle] ?? '') < text) from = middle + 1;
    else to = middle;
  }
  return from;
}
