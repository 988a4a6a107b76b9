import type { StopInput } from './input.js';
import { moveInstance } from './move-instance.js';
import type { PersonState } from './person-state.js';
import { ownerOfPlace } from './place.js';
import { moveAll, type Scene } from './scene.js';

/** Takes the person out of a version. Of a test session that is over, nothing is remembered. */
export function leaveVersion(scene: Scene, input: StopInput): PersonState {
  const state = moveAll(scene, (passage) => moveInstance(passage, input));
  if (scene.versions.find(input.version)) return state;
  const entrances = Object.entries(state.entrances).filter(([place]) => ownerOfPlace(place) !== input.version);
  const watches = state.watches.filter(({ version }) => version !== input.version);
  const isSame = entrances.length === Object.keys(state.entrances).length && watches.length === state.watches.length;
  return isSame ? state : { ...state, entrances: Object.fromEntries(entrances), watches };
}
