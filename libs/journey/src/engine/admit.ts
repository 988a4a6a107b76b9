import { start } from './advance.js';
import { rememberEntrance } from './enter.js';
import type { PerformedInput } from './input.js';
import { moveInstance } from './move-instance.js';
import type { Instance, PersonState } from './person-state.js';
import { discard, moveAll, passageOf, type Scene } from './scene.js';
import type { DiscardReason } from './step-event.js';

/**
 * The answer to something an instance asked for. Where it asked whether the person may take part in a test, a refusal
 * means that the entrance never was.
 */
export function admit(scene: Scene, input: PerformedInput): PersonState {
  const asking = scene.state.instances.find(({ id, stop }) => id === input.instance && stop.kind === 'admitting');
  const version = asking && scene.versions.find(asking.version);
  if (!asking || !version?.test) return moveAll(scene, (passage) => moveInstance(passage, input));
  const refused = refusal(input);
  if (refused) discard(scene, version, refused, asking.id);
  const passage = passageOf(scene, version, asking);
  if (!refused) start(passage);
  const instances: Instance[] = scene.state.instances.flatMap((instance) => {
    if (instance !== asking) return [instance];
    return refused || passage.ended ? [] : [passage.instance];
  });
  return { ...scene.state, instances, ...(refused ? {} : rememberEntrance(scene.state, passage)) };
}

function refusal({ outcome }: PerformedInput): DiscardReason | null {
  if (outcome.status === 'ok' && outcome.response?.granted === true) return null;
  return outcome.response?.reason === 'testProfilesExceeded' ? 'testProfilesExceeded' : 'notTestProfile';
}
