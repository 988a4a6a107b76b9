import type { Clock, NewId } from '@waystream/core';
import {
  type Catalogue,
  createStreamingAudiences,
  parsePersonId,
  qualificationInputs,
  requalify,
  type StreamingAudiences,
} from '@waystream/journey';
import type { Catalogues } from './catalogues.js';
import type { AudienceMove, ProfileChange } from './profile-changes.js';
import type { Profile } from './profile-text.js';
import type { Judge } from './profiles.js';

/** Judges changed profiles by the streaming audiences of their sandbox and namespace. */
export interface ProfileJudge {
  judge: Judge;
  /** The definitions of a sandbox have changed. */
  refresh(catalogue: Catalogue): void;
}

export function createProfileJudge({
  catalogues,
  clock,
  newId,
}: {
  catalogues: Pick<Catalogues, 'of'>;
  clock: Clock;
  newId: NewId;
}): ProfileJudge {
  const made = new WeakMap<Catalogue, StreamingAudiences>();
  const audiencesOf = (sandbox: string) => {
    const catalogue = catalogues.of(sandbox);
    const audiences = made.get(catalogue) ?? createStreamingAudiences(catalogue);
    made.set(catalogue, audiences);
    return audiences;
  };
  return {
    judge(person, changed) {
      const { sandbox, namespace } = parsePersonId(person);
      const audiences = audiencesOf(sandbox).over(namespace);
      if (audiences.length === 0) return { profile: changed, moves: [] };
      const found = audiences.map(({ definition, isMember }) => {
        return [definition.name, isMember(changed.attributes, clock.now())] as const;
      });
      return changeMembership(person, changed, new Map(found), { at: clock.now(), cause: newId() });
    },
    refresh: (catalogue) => made.get(catalogue)?.refresh(),
  };
}

/**
 * Makes a person a member of some audiences and of others not; `found`: audience → is a member. Journeys hear of those
 * that the person has entered or left. `cause` names what has happened, so that each change is an input of its own.
 */
export function changeMembership(
  person: string,
  profile: Profile,
  found: ReadonlyMap<string, boolean>,
  news: { at: number; cause: string },
): ProfileChange {
  const { statuses, changes } = requalify(profile.audiences ?? {}, found);
  const moves = qualificationInputs(person, changes, news).map((input): AudienceMove => {
    return { audience: input.audience, isMember: input.status === 'realized', input: JSON.stringify(input) };
  });
  return { profile: { ...profile, audiences: statuses }, moves };
}
