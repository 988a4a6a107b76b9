import { conditionContext } from './evaluation.js';
import { concerns, type Happening } from './occurrence.js';
import type { GoalWatch, PersonState } from './person-state.js';
import type { Scene } from './scene.js';

/** The conversion belongs to no visit, so its step has a number that no other step of the instance has. */
const CONVERSION = -1;

/** Records conversions: for each entrance once, also after the instance has ended or for whoever a holdout kept out. */
export function convert(scene: Scene, happenings: readonly Happening[]): PersonState {
  const { state } = scene;
  const open = state.watches.filter((watch) => !isConverted(scene, watch, happenings));
  return open.length === state.watches.length ? state : { ...state, watches: open };
}

/** Forgets entrances whose time for a conversion is over. */
export function forgetWatches({ state, now }: Scene): PersonState {
  const open = state.watches.filter(({ until }) => until > now);
  return open.length === state.watches.length ? state : { ...state, watches: open };
}

function isConverted(scene: Scene, watch: GoalWatch, happenings: readonly Happening[]): boolean {
  const { versions, now, effects, person } = scene;
  const version = versions.find(watch.version);
  if (!version?.goal) return false;
  const { topic, condition } = version.goal;
  const reached = happenings.some((one) => {
    if (one.topic !== topic || one.at >= watch.until) return false;
    if (!concerns(one, { id: watch.instance, supplementalId: watch.supplementalId })) return false;
    return condition === null || condition.isTrue(conditionContext(scene, version, one, watch));
  });
  if (!reached) return false;
  effects.steps.push({
    v: 1,
    id: `${watch.instance}.${CONVERSION}`,
    at: now,
    person,
    journey: watch.journey,
    version: watch.version,
    instance: watch.instance,
    node: null,
    nodeType: null,
    status: 'converted',
    path: watch.treatment,
    waited: false,
    entrance: false,
    ending: null,
    reason: null,
    code: null,
  });
  return true;
}
