import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import { admit } from './admit.js';
import { beginRuns } from './begin-runs.js';
import type { Effects } from './effects.js';
import { causeOf, type Entrance, enter } from './enter.js';
import { forgetEntrances } from './entrances.js';
import { forgetPerson } from './forget-person.js';
import { convert, forgetWatches } from './goal.js';
import type { AudienceInput, EnterInput, EventInput, Input, JumpInput, ReactionInput } from './input.js';
import { leaveVersion } from './leave-version.js';
import { letTimePass, moveInstance } from './move-instance.js';
import { type Happening, happeningsOf } from './occurrence.js';
import { nextDueMs, type PersonState } from './person-state.js';
import { placeOf } from './place.js';
import { discard, moveAll, type Scene, UnknownVersion } from './scene.js';
import { eventTopic } from './topic.js';

/** What an input changes: the person's new state and what the world is asked to do. */
export interface Reaction {
  state: PersonState;
  effects: Effects;
}

/**
 * The decision, and the only one: given what is known of a person, an input and the time, what happens next.
 * Pure: the same arguments give the same reaction, down to every id. Throws `UnknownVersion`.
 */
export function react(versions: LiveVersions, state: PersonState, input: Input, now: number): Reaction {
  const effects: Effects = { steps: [], actions: [], fetches: [], runs: [], inputs: [] };
  const traceparent = input.type === 'timer' ? undefined : input.traceparent;
  const scene: Scene = { versions, person: input.person, state, now, traceparent, effects };
  return { state: forgetEntrances({ ...scene, state: decide(scene, input) }), effects };
}

function decide(scene: Scene, input: Input): PersonState {
  switch (input.type) {
    case 'event':
    case 'audience':
    case 'reaction':
      return onHappening(asOf(scene, input.at), input);
    case 'jump':
      return onJump(asOf(scene, scene.now), input);
    case 'enter':
      return onEnter(asOf(scene, scene.now), input);
    case 'business':
      beginRuns(scene, input);
      return scene.state;
    case 'timer':
      return forgetWatches({ ...scene, state: moveAll(scene, (passage) => moveInstance(passage, input)) });
    case 'performed':
      return admit(asOf(scene, scene.now), input);
    case 'stop':
      return leaveVersion(scene, input);
    case 'erase':
      return forgetPerson(scene);
    case 'fetched':
      return moveAll(asOf(scene, scene.now), (passage) => moveInstance(passage, input));
    case 'resume':
      return moveAll(scene, (passage) => moveInstance(passage, input));
  }
}

/** The scene as of a time: what fell due before it has happened, even if its alarm has not rung yet. */
function asOf(scene: Scene, at: number): Scene {
  const until = Math.min(at, scene.now);
  const dueMs = nextDueMs(scene.state);
  if (dueMs === null || dueMs > until) return scene;
  return { ...scene, state: moveAll(scene, (passage) => letTimePass(passage, until)) };
}

/** Whoever is inside may wait for it; then it may be an entrance. "Inside" is judged before it moves anybody. */
function onHappening(scene: Scene, input: EventInput | AudienceInput | ReactionInput): PersonState {
  const happenings = happeningsOf(input);
  const inside = placesInside(scene);
  const used = new Set<string>();
  let state = convert(scene, happenings);
  state = moveAll({ ...scene, state }, (passage) => {
    if (moveInstance(passage, input)) used.add(placeOf(passage.version, passage.instance.supplementalId));
  });
  for (const happening of happenings) {
    for (const version of scene.versions.startingWith(happening.topic)) {
      for (const supplementalId of supplementalIdsOf(scene, version, happening, input.id)) {
        const place = placeOf(version, supplementalId);
        if (inside.has(place)) {
          // What somebody inside had use for is no entrance, and no refused one either.
          if (!used.has(place)) discard(scene, version, 'alreadyInside', causeOf(input.id, supplementalId));
          continue;
        }
        inside.add(place);
        used.add(place);
        const events = happening.as === null ? {} : { [happening.as]: happening.payload };
        state = enter({ ...scene, state }, { version, cause: input.id, supplementalId, events });
      }
    }
  }
  return state;
}

/** One entrance for each thing the event is about; a journey that needs to know and is not told refuses it. */
function supplementalIdsOf(
  scene: Scene,
  version: CompiledVersion,
  { supplementalIds }: Happening,
  cause: string,
): readonly (string | null)[] {
  if (!version.isPerSupplementalId) return [null];
  const ids = [...new Set(supplementalIds ?? [])];
  if (ids.length === 0) discard(scene, version, 'noSupplementalId', cause);
  return ids;
}

/** A jump is an entrance like any other: somebody inside already, or refused, simply does not enter. */
function onJump(scene: Scene, input: JumpInput): PersonState {
  const version = scene.versions.latest(input.journey);
  if (!version) {
    const from = scene.versions.find(input.from);
    if (from) discard(scene, from, 'notLive', input.id);
    return scene.state;
  }
  const { entry } = version;
  const event = entry.activity.event?.(entry.node);
  if (event === undefined || !version.startTopics.has(eventTopic(event))) {
    discard(scene, version, 'audienceStarted', input.id);
    return scene.state;
  }
  if (version.isPerSupplementalId) {
    discard(scene, version, 'noSupplementalId', input.id);
    return scene.state;
  }
  return enterUnlessInside(scene, {
    version,
    cause: input.id,
    supplementalId: null,
    events: { [event]: input.payload },
  });
}

function onEnter(scene: Scene, input: EnterInput): PersonState {
  const version = scene.versions.find(input.version);
  if (!version) {
    // A run begins the moment its version is live, which may be before this service has heard of it.
    if (!scene.versions.isGone(input.version)) throw new UnknownVersion(input.version);
    return scene.state;
  }
  if (version.status !== 'live' && version.status !== 'paused') {
    discard(scene, version, 'notLive', input.id);
    return scene.state;
  }
  return enterUnlessInside(scene, { version, cause: input.id, supplementalId: null, events: input.events });
}

function enterUnlessInside(scene: Scene, entrance: Entrance): PersonState {
  const { version, cause, supplementalId } = entrance;
  if (!placesInside(scene).has(placeOf(version, supplementalId))) return enter(scene, entrance);
  discard(scene, version, 'alreadyInside', cause);
  return scene.state;
}

function placesInside({ state, versions }: Scene): Set<string> {
  return new Set(
    state.instances.flatMap(({ version, supplementalId }) => {
      const found = versions.find(version);
      return found && found.status !== 'stopped' ? [placeOf(found, supplementalId)] : [];
    }),
  );
}
