import { start } from './advance.js';
import type { PerformedInput } from './input.js';
import { moveInstance } from './move-instance.js';
import type { Instance, PersonState } from './person-state.js';
import { placeOf } from './place.js';
import { discard, moveAll, passageOf, type Scene, withTreatments } from './scene.js';
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
  if (!refused) return { ...scene.state, instances, watches: withTreatments(scene.state.watches, passage) };
  const { [placeOf(version, asking.supplementalId)]: _, ...entrances } = scene.state.entrances;
  return { instances, entrances, watches: scene.state.watches.filter(({ instance }) => instance !== asking.id) };
}

function refusal({ outcome }: PerformedInput): DiscardReason | null {
  if (outcome.status === 'ok' && outcome.response?.granted === true) return null;
  return outcome.response?.reason === 'testProfilesExceeded' ? 'testProfilesExceeded' : 'notTestProfile';
}
