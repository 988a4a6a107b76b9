import { type Json, type JsonObject, mergeJson } from '@waystream/core';
import type { Catalogue } from '../catalogue/catalogue.js';
import { qualificationInputs } from '../catalogue/membership.js';
import { createStreamingAudiences } from '../catalogue/streaming-audiences.js';
import { PERSON_FACTS } from '../definition/data-source-definition.js';
import type { AdmitRequest, FetchRequest, ReserveRequest, UpdateRequest } from '../engine/effects.js';
import type { AudienceInput, InboxMessage } from '../engine/input.js';
import { parsePersonId } from '../engine/person.js';
import type { AudienceStatus } from '../engine/topic.js';
import { serveRequest } from './serve-request.js';
import { createSimulatedAudiences, type Memberships, type SimulatedAudiences } from './simulated-audiences.js';

/** The profile store, its audiences and the places that Waystream itself grants, in memory. */
export interface SimulatedProfiles extends Pick<SimulatedAudiences, 'membersAfter'> {
  /**
   * Finds out for one more of the given people which streaming audiences they are in; nobody is told, since they were
   * before. `false` when it is known of all.
   */
  judgeNext(at: number): boolean;
  /** Data of the profile, or what the engine asks of the person. */
  read(person: string, wanted: FetchRequest['groups'][number]): Json;
  /** Serves what asks for more than data: what reaches the person, the answer last. */
  serve(request: UpdateRequest | ReserveRequest | AdmitRequest, at: number): InboxMessage[];
  /** Attributes are merged in; the audiences that the person enters or leaves with that. */
  merge(person: string, change: JsonObject, news: News): AudienceInput[];
  /** See `SimulatedAudiences.tell`. */
  tell(person: string, audience: string, status: AudienceStatus): boolean;
}

/** When a profile changes, epoch milliseconds, and a name for what has changed it. */
interface News {
  readonly at: number;
  readonly cause: string;
}

/** People as they are when the simulation begins. */
export interface KnownPeople {
  /** Person id → attributes. */
  readonly profiles?: ReadonlyMap<string, JsonObject>;
  /** Person id → audience → status; of streaming audiences, what the profile says counts. */
  readonly audiences?: ReadonlyMap<string, Memberships>;
}

export function createSimulatedProfiles(
  catalogue: Catalogue,
  { profiles = new Map(), audiences = new Map() }: KnownPeople,
): SimulatedProfiles {
  const attributes = new Map(profiles);
  const unjudged = profiles.keys();
  const memberships = createSimulatedAudiences(audiences);
  const streaming = createStreamingAudiences(catalogue);
  const places = new Map<string, Set<string>>();

  const judge = (person: string, { at, cause }: News): AudienceInput[] | null => {
    const over = streaming.over(parsePersonId(person).namespace);
    if (over.length === 0) return null;
    const known = attributes.get(person) ?? {};
    const found = over.map(({ definition, isMember }) => [definition.name, isMember(known, at)] as const);
    return qualificationInputs(person, memberships.requalify(person, new Map(found)), { at, cause });
  };

  return {
    judgeNext(at) {
      for (let next = unjudged.next(); !next.done; next = unjudged.next()) {
        if (judge(next.value, { at, cause: 'begin' })) return true;
      }
      return false;
    },
    read(person, { source, group }) {
      const known = attributes.get(person) ?? {};
      if (group === PERSON_FACTS) {
        const { timeZone } = known;
        return { timeZone: typeof timeZone === 'string' ? timeZone : null, audiences: { ...memberships.of(person) } };
      }
      const isHistory = catalogue.fieldGroups.get(`${source}.${group}`)?.source === 'experienceEvents';
      // Past events of people are not kept, so nobody has any.
      return isHistory ? { experienceevent: [] } : known;
    },
    serve(request, at) {
      const answer = serveRequest({ attributes, places }, request);
      if (request.kind !== 'update') return [answer];
      return [...(judge(request.person, { at, cause: request.id }) ?? []), answer];
    },
    merge(person, change, news) {
      attributes.set(person, mergeJson(attributes.get(person) ?? {}, change));
      return judge(person, news) ?? [];
    },
    tell: memberships.tell,
    membersAfter: memberships.membersAfter,
  };
}
