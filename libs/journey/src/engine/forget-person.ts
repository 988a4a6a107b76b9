import { takeOut } from './passage.js';
import { isForgettable, NOBODY_KNOWN, type PersonState } from './person-state.js';
import { moveAll, type Scene } from './scene.js';

/** Takes the person out of everything, of paused versions as well, and remembers nothing of them. */
export function forgetPerson(scene: Scene): PersonState {
  moveAll(scene, (passage) => takeOut(passage, 'stopped', 'stopped', 'erased'));
  return isForgettable(scene.state) ? scene.state : NOBODY_KNOWN;
}
