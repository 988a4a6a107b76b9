import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import type { PastEntrance, PersonState } from './person-state.js';
import { ownerOfPlace } from './place.js';
import type { Scene } from './scene.js';

type Reentrance = CompiledVersion['reentrance'];

/** What is remembered of an entrance for the sake of a rule; `null` when the rule does not ask for it. */
export function pastEntrance({ allowed, waitPeriodMs }: Reentrance, at: number): PastEntrance | null {
  if (!allowed) return { at, until: null };
  return waitPeriodMs === 0 ? null : { at, until: at + waitPeriodMs };
}

/**
 * Forgets entrances that no rule asks for any more. Versions of a journey share the rule, so the one that the person
 * entered under holds for versions to come as well; should the version that is open now ask for longer, that is heeded.
 * Where nobody comes back the entrance stays: as long as there is a journey, it may get another version.
 */
export function forgetEntrances({ state, versions, now }: Pick<Scene, 'state' | 'versions' | 'now'>): PersonState {
  const { entrances } = state;
  if (!hasPast(entrances, now)) return state;
  const left = Object.entries(entrances).flatMap(([place, entrance]): [string, PastEntrance][] => {
    const known = isPast(entrance, now) ? askedToday(versions, place, entrance.at) : entrance;
    return known === null || isPast(known, now) ? [] : [[place, known]];
  });
  return { ...state, entrances: Object.fromEntries(left) };
}

/** Most inputs reach people of whom no entrance is over. */
function hasPast(entrances: PersonState['entrances'], now: number): boolean {
  for (const place in entrances) {
    const entrance = entrances[place];
    if (entrance && isPast(entrance, now)) return true;
  }
  return false;
}

function isPast({ until }: PastEntrance, now: number): boolean {
  return until !== null && until <= now;
}

/** What the version that people enter now makes of an entrance; `null` when there is no such version. */
function askedToday(versions: LiveVersions, place: string, at: number): PastEntrance | null {
  const owner = ownerOfPlace(place);
  const version = versions.find(owner) ?? versions.latest(owner);
  return version ? pastEntrance(version.reentrance, at) : null;
}
