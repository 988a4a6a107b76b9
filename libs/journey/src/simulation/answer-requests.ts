import type { Effects, FetchRequest } from '../engine/effects.js';
import type { InboxMessage } from '../engine/input.js';
import { fetchedBy, type OutsideWorld, performedBy, reactionsTo } from './outside-world.js';
import type { SimulatedProfiles } from './simulated-profiles.js';

/** Something that reaches the person after so many milliseconds on the virtual clock. */
export interface Coming {
  readonly afterMs: number;
  readonly input: InboxMessage;
}

export interface Answering {
  readonly world: OutsideWorld;
  readonly profiles: SimulatedProfiles;
}

const NOTHING: readonly Coming[] = [];

/** What comes of everything that one decision asks for, in the order in which it was asked for. */
export function answerRequests({ world, profiles }: Answering, effects: Effects, now: number): readonly Coming[] {
  if (effects.actions.length + effects.fetches.length + effects.inputs.length === 0) return NOTHING;
  const coming: Coming[] = [];
  for (const request of effects.actions) {
    const call = world.call(request);
    coming.push({ afterMs: call.elapsedMs, input: performedBy(call, request) }, ...reactionsTo(call, request, now));
  }
  for (const request of effects.fetches) {
    if (request.kind === 'fetch') coming.push(fetch({ world, profiles }, request));
    else for (const input of profiles.serve(request, now)) coming.push({ afterMs: 0, input });
  }
  for (const input of effects.inputs) coming.push({ afterMs: 0, input });
  return coming;
}

/** Field groups are fetched side by side, so the slowest decides. */
function fetch({ world, profiles }: Answering, request: FetchRequest): Coming {
  const { id, person, instance, visit, round } = request;
  let afterMs = 0;
  const answers = request.groups.map((wanted) => {
    const call = world.fetch(request, wanted, () => profiles.read(person, wanted));
    afterMs = Math.max(afterMs, call.elapsedMs);
    return fetchedBy(call, wanted);
  });
  const input = { v: 1, type: 'fetched', id, person, instance, visit, round, answers, elapsedMs: afterMs } as const;
  return { afterMs, input };
}
