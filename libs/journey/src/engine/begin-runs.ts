import { derivedId } from '@waystream/core';
import type { CompiledVersion } from '../compile/compiled-version.js';
import type { BusinessInput } from './input.js';
import { parsePersonId } from './person.js';
import { discard, type Scene } from './scene.js';
import type { DiscardReason } from './step-event.js';

/**
 * A business event begins a run over the audience of each version that starts with it. It moves nobody by itself: the run
 * brings people in one by one, and what keeps each of them out is judged then.
 */
export function beginRuns(scene: Scene, { id, person, event, payload, at, traceparent }: BusinessInput): void {
  for (const version of scene.versions.begunBy(event)) {
    const refused = refusal(version, scene.now);
    if (refused) {
      discard(scene, version, refused, id);
      continue;
    }
    scene.effects.runs.push({
      v: 1,
      kind: 'run',
      id: derivedId(version.uid, id, 'run'),
      sandbox: parsePersonId(person).sandbox,
      version: version.uid,
      at,
      events: { [event]: payload },
      ...(traceparent !== undefined && { traceparent }),
    });
  }
}

function refusal({ startsAt, endsAt }: CompiledVersion, now: number): DiscardReason | null {
  if (startsAt !== null && now < startsAt) return 'notStarted';
  return endsAt !== null && now >= endsAt ? 'ended' : null;
}
