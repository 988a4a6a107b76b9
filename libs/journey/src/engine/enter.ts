import { derivedId, type JsonObject } from '@waystream/core';
import type { CompiledVersion } from '../compile/compiled-version.js';
import { start } from './advance.js';
import { pastEntrance } from './entrances.js';
import type { Passage } from './passage.js';
import type { Instance, PersonState } from './person-state.js';
import { placeOf } from './place.js';
import { requestOf } from './request.js';
import { discard, passageOf, type Scene, withTreatments } from './scene.js';
import type { DiscardReason } from './step-event.js';

/** Test profiles that may enter one test session; a rule of the product. */
const MOST_TEST_PROFILES = 100;

/** An entrance somebody asks for. `cause` is derived from the input, so the instance has the same id when repeated. */
export interface Entrance {
  version: CompiledVersion;
  cause: string;
  supplementalId: string | null;
  /** Payloads the person enters with, not yet cut to what the version reads. */
  events: Readonly<Record<string, JsonObject>>;
}

/** One input may ask for several entrances; what is recorded of each has a name of its own. */
export function causeOf(inputId: string, supplementalId: string | null): string {
  return supplementalId === null ? inputId : `${inputId}|${supplementalId}`;
}

/** The person enters, or the refusal is recorded with its reason. */
export function enter(scene: Scene, entrance: Entrance): PersonState {
  const { state, now } = scene;
  const { version, cause, supplementalId } = entrance;
  const place = placeOf(version, supplementalId);
  const refused = refusal(version, state.entrances[place]?.at, now);
  if (refused) {
    discard(scene, version, refused, causeOf(cause, supplementalId));
    return state;
  }
  const passage = passageOf(scene, version, newInstance(scene, entrance));
  begin(passage);
  const instances = passage.ended ? state.instances : [...state.instances, passage.instance];
  // Whoever is not let in yet has not entered: nothing is to be remembered should it come to nothing.
  if (passage.instance.stop.kind === 'admitting') return { ...state, instances };
  return { instances, ...rememberEntrance(state, passage) };
}

/** What is known of an entrance beside its instance: that it was, and that its conversion is looked for. */
export function rememberEntrance(
  { entrances, watches }: PersonState,
  passage: Passage,
): Pick<PersonState, 'entrances' | 'watches'> {
  const { version, instance, now } = passage;
  const entered = pastEntrance(version.reentrance, now);
  return {
    entrances: entered === null ? entrances : { ...entrances, [placeOf(version, instance.supplementalId)]: entered },
    watches: withTreatments([...watches, ...watchOf(passage)], passage),
  };
}

function begin(passage: Passage): void {
  const { version, instance } = passage;
  if (version.status === 'paused') {
    passage.instance = { ...instance, pause: { kept: [] } };
  } else if (version.test) {
    passage.instance = { ...instance, stop: { kind: 'admitting' } };
    askAdmission(passage, version.test.session);
  } else {
    start(passage);
  }
}

/** A version under test lets test profiles in only; who is one, the profile says. */
function askAdmission(passage: Passage, session: string): void {
  const request = requestOf(passage, passage.version.entry.node.id);
  passage.effects.fetches.push({ ...request, kind: 'admit', session, most: MOST_TEST_PROFILES });
}

function newInstance({ person, now }: Scene, { version, cause, supplementalId, events }: Entrance): Instance {
  const kept = Object.entries(events).map(([name, payload]) => [name, version.keep(name, payload)] as const);
  return {
    id: derivedId(version.uid, person, cause, ...(supplementalId === null ? [] : [supplementalId])),
    version: version.uid,
    supplementalId,
    enteredAt: now,
    expiresAt: now + version.globalTimeoutMs,
    visit: 0,
    seq: 0,
    events: Object.fromEntries(kept),
    actions: {},
    held: [],
    reactions: [],
    trail: '',
    lastError: null,
    elapsed: {},
    stop: { kind: 'starting' },
    pause: null,
  };
}

function watchOf({ version, instance, now }: Passage): PersonState['watches'] {
  if (!version.goal) return [];
  const { uid, journeyUid, goal } = version;
  const { id, supplementalId } = instance;
  const until = now + goal.withinMs;
  return [{ instance: id, journey: journeyUid, version: uid, until, treatment: null, supplementalId }];
}

function refusal(version: CompiledVersion, enteredAt: number | undefined, now: number): DiscardReason | null {
  if (version.startsAt !== null && now < version.startsAt) return 'notStarted';
  if (version.endsAt !== null && now >= version.endsAt) return 'ended';
  if (enteredAt === undefined) return null;
  if (!version.reentrance.allowed) return 'reentranceNotAllowed';
  return now < enteredAt + version.reentrance.waitPeriodMs ? 'reentranceWaitPeriod' : null;
}
