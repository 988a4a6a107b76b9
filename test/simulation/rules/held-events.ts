import { type CompiledVersion, decodePerson, type EventInput, type Instance } from '@waystream/journey';
import type { Decided } from '../system/decided.js';
import { demand } from './violation.js';

const BUSY = new Set(['performing', 'fetching', 'admitting']);

/**
 * An event that comes while an instance is busy is kept for it, or refused with a step: it is never simply gone. Told from
 * what is stored before and after, where the round held one input of the person.
 */
export function checkHeld({ versions, inputs, before, round }: Decided): void {
  for (const input of inputs) {
    const former = before.get(input.person);
    const isAlone = inputs.filter(({ person }) => person === input.person).length === 1;
    if (input.type !== 'event' || former === undefined || !isAlone) continue;
    const now = round.stored(input.person).state;
    const instances = now === undefined ? [] : decodePerson(now).instances;
    const overflows = round.steps.some((text) => text.includes('heldOverflow'));
    for (const instance of decodePerson(former).instances) {
      const kept = instances.find(({ id }) => id === instance.id);
      if (!kept || overflows || !isMeant(versions.find(instance.version), instance, input)) continue;
      const isHeld = kept.held.length > instance.held.length;
      demand(isHeld, 'an event that comes while somebody is busy is held', () => `${input.id}, ${instance.id}`);
    }
  }
}

function isMeant(version: CompiledVersion | undefined, instance: Instance, input: EventInput): boolean {
  if (!version || version.status === 'paused' || instance.pause || !BUSY.has(instance.stop.kind)) return false;
  return input.events.some((event) => {
    const ids = input.supplemental?.[event];
    const isSame = instance.supplementalId === null || ids?.includes(instance.supplementalId) === true;
    return isSame && version.laterTopics.has(event);
  });
}
