import { firstDue } from './arms.js';
import { isKeptExit } from './exit.js';
import { MOST_HELD } from './hold.js';
import type { Input } from './input.js';
import { concerns, happeningsOf } from './occurrence.js';
import { type Passage, recordStep } from './passage.js';
import type { KeptInput } from './person-state.js';

/** Nothing moves in a paused version, and nothing is lost: what concerns the instance is kept, what is due waits. */
export function keepWhilePaused(passage: Passage, input: Input): boolean {
  const { instance, now } = passage;
  const kept = instance.pause?.kept ?? [];
  if (input.type === 'timer') {
    const isDue =
      instance.expiresAt <= now || (instance.stop.kind === 'listening' && firstDue(instance.stop.arms, now));
    if (isDue && !instance.pause) passage.instance = { ...instance, pause: { kept } };
    return false;
  }
  if (!isKept(passage, input)) return false;
  // To somebody who leaves nothing matters that came before; without its answer an instance would wait for ever.
  const before = isKeptExit(passage, input) ? [] : kept;
  if (before.length < MOST_HELD || isAnswer(input)) {
    passage.instance = { ...instance, pause: { kept: [...before, asKept(passage, input)] } };
  } else {
    recordStep(passage, null, 'discarded', { reason: 'heldOverflow' });
  }
  return true;
}

function isAnswer({ type }: KeptInput): boolean {
  return type === 'fetched' || type === 'performed';
}

/**
 * With the time it came, so that it takes its turn among what falls due. An event loses what the version does not read;
 * where it stands for several, each may read other fields.
 */
function asKept({ version, now }: Passage, input: KeptInput): KeptInput {
  if (input.type === 'fetched' || input.type === 'performed') return { ...input, at: now };
  const [event, ...others] = input.type === 'event' ? input.events : [];
  if (input.type !== 'event' || event === undefined || others.length > 0) return input;
  return { ...input, payload: version.keep(event, input.payload) };
}

function isKept({ instance, version }: Passage, input: Input): input is KeptInput {
  switch (input.type) {
    case 'fetched':
    case 'performed':
      return input.instance === instance.id && input.visit === instance.visit;
    case 'event':
    case 'audience':
    case 'reaction':
      return happeningsOf(input).some((happening) => {
        const { topic } = happening;
        const isAwaited = version.laterTopics.has(topic) || version.exits.some(({ topics }) => topics.has(topic));
        return isAwaited && concerns(happening, instance);
      });
    default:
      return false;
  }
}
