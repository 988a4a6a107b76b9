import { didYouMean, type Json } from '@waystream/core';
import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.js';
import { MEMBERSHIP_STATUSES } from '../catalogue/membership.js';
import type { Memberships } from './simulated-audiences.js';

/** The audiences of somebody, as files and requests tell them: their names, or with each how the person stands to it. */
export const givenMemberships = z.union([z.array(z.string()), z.record(z.string(), z.enum(MEMBERSHIP_STATUSES))]);

/** Reads the audiences of somebody. A flaw is told in words that follow the name of the field. */
export function readMemberships(
  given: Json | undefined,
  { audiences }: Pick<Catalogue, 'audiences'>,
): { memberships: Memberships; flaw: null } | { memberships: null; flaw: string } {
  const { data } = givenMemberships.safeParse(given);
  if (!data) {
    const statuses = MEMBERSHIP_STATUSES.join(', ');
    return { memberships: null, flaw: `must list names of audiences, or give a status with each name: ${statuses}` };
  }
  const memberships: Memberships = Array.isArray(data)
    ? Object.fromEntries(data.map((name) => [name, 'realized']))
    : data;
  const unknown = Object.keys(memberships).find((name) => !audiences.has(name));
  if (unknown === undefined) return { memberships, flaw: null };
  const hint = didYouMean(unknown, audiences.keys());
  return { memberships: null, flaw: `names an audience that there is not: "${unknown}"${hint}` };
}
