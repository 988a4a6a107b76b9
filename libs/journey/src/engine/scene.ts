import { derivedId } from '@waystream/core';
import type { CompiledVersion, LiveVersions } from '../compile/compiled-version.js';
import type { Effects } from './effects.js';
import { type Passage, takeOut } from './passage.js';
import type { GoalWatch, Instance, PersonState } from './person-state.js';
import type { DiscardReason } from './step-event.js';

/** One decision about one person: what is known, the time, and what is asked of the world so far. */
export interface Scene {
  readonly versions: LiveVersions;
  readonly person: string;
  readonly state: PersonState;
  readonly now: number;
  /** The trace that the input belongs to. */
  readonly traceparent: string | undefined;
  readonly effects: Effects;
}

/** A person stands in a version that this service has not heard of yet: its input waits for the configuration. */
export class UnknownVersion extends Error {
  constructor(uid: string) {
    super(`version ${uid} is not known`);
    this.name = 'UnknownVersion';
  }
}

/**
 * Offers the input to every instance of the person; those that end are dropped. Whoever is inside a stopped version
 * leaves it first. An untouched state stays the same object.
 */
export function moveAll(scene: Scene, move: (passage: Passage) => void): PersonState {
  const { state, versions } = scene;
  let isMoved = false;
  let { watches } = state;
  const instances = state.instances.flatMap((instance) => {
    const version = versions.find(instance.version);
    if (!version) {
      if (!versions.isGone(instance.version)) throw new UnknownVersion(instance.version);
      isMoved = true;
      return [];
    }
    const passage = passageOf(scene, version, instance);
    if (version.status === 'stopped') takeOut(passage, 'stopped', 'stopped');
    else move(passage);
    isMoved ||= passage.ended || passage.instance !== instance;
    watches = withTreatments(watches, passage);
    return passage.ended ? [] : [passage.instance];
  });
  return isMoved || watches !== state.watches ? { ...state, instances, watches } : state;
}

/** The entrance's conversion will count for every treatment that the person has got by then. */
export function withTreatments(watches: readonly GoalWatch[], passage: Passage): readonly GoalWatch[] {
  const { treatments, instance } = passage;
  if (treatments.length === 0) return watches;
  return watches.map((watch) => {
    if (watch.instance !== instance.id) return watch;
    return { ...watch, treatment: [...(watch.treatment === null ? [] : [watch.treatment]), ...treatments].join(',') };
  });
}

export function passageOf(scene: Scene, version: CompiledVersion, instance: Instance): Passage {
  const { person, now, effects, traceparent } = scene;
  const entering = instance.stop.kind === 'starting' || instance.stop.kind === 'admitting';
  return {
    person,
    version,
    now,
    effects,
    traceparent,
    instance,
    entering,
    ended: false,
    treatments: [],
    witness: null,
  };
}

/** A refused entrance belongs to no instance; its step is named after the input, so a repeated input repeats the id. */
export function discard(
  { effects, now, person }: Scene,
  version: Pick<CompiledVersion, 'uid' | 'journeyUid' | 'entry'>,
  reason: DiscardReason,
  cause: string,
): void {
  const { node } = version.entry;
  effects.steps.push({
    v: 1,
    id: derivedId(version.uid, person, cause, 'discarded'),
    at: now,
    person,
    journey: version.journeyUid,
    version: version.uid,
    instance: null,
    node: node.id,
    nodeType: node.type,
    status: 'discarded',
    path: null,
    waited: false,
    entrance: false,
    ending: null,
    reason,
    code: null,
  });
}
