import type { Happening } from './occurrence.js';
import { type Passage, recordStep } from './passage.js';
import type { Held } from './person-state.js';
import type { Topic } from './topic.js';

/** An instance holds no more than this while it is busy or paused. */
export const MOST_HELD = 100;

/** Something happened while the instance is busy: it is offered to the next activity that listens. */
export function hold(passage: Passage, { topic, as, payload, at }: Happening): boolean {
  const { instance, version } = passage;
  if (instance.held.length >= MOST_HELD) {
    recordStep(passage, null, 'discarded', { reason: 'heldOverflow' });
    return true;
  }
  const held: Held = { topic, as, payload: as === null ? {} : version.keep(as, payload), at };
  passage.instance = { ...instance, held: [...instance.held, held] };
  return true;
}

/** Reactions to a message may come before the activity that listens for them: they stay true. */
export function remember(passage: Passage, topic: Topic): void {
  const { instance } = passage;
  if (instance.reactions.includes(topic)) return;
  passage.instance = { ...instance, reactions: [...instance.reactions, topic] };
}

/** What an event brought is there for expressions from now on, as far as the version reads it. */
export function receive(passage: Passage, { as, payload }: Pick<Held, 'as' | 'payload'>): void {
  if (as === null) return;
  const { instance, version } = passage;
  passage.instance = { ...instance, events: { ...instance.events, [as]: version.keep(as, payload) } };
}
