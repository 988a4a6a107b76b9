import { type CompiledEvent, personId } from '@waystream/journey';
import type { ReadMessage } from './message.js';
import { type Refusal, refusal } from './refusal.js';

/** Whose event it is: each person with the events that are about them, and the events that nobody could be found for. */
export interface Assignment {
  readonly people: ReadonlyMap<string, readonly CompiledEvent[]>;
  readonly keyless: readonly CompiledEvent[];
}

/** Works out the key of each matched event. Events of the same person stay together, so they move the person at once. */
export function assignKeys(
  { definitions, payload }: ReadMessage,
  matched: readonly CompiledEvent[],
  now: number,
): Assignment {
  const people = new Map<string, CompiledEvent[]>();
  const keyless: CompiledEvent[] = [];
  for (const event of matched) {
    const { namespace } = event.definition;
    const key = event.keyOf(payload, now);
    if (key === null || namespace === undefined) {
      keyless.push(event);
      continue;
    }
    const person = personId({ sandbox: definitions.sandbox, namespace, key });
    const events = people.get(person);
    if (events) events.push(event);
    else people.set(person, [event]);
  }
  return { people, keyless };
}

export function missingKey(keyless: readonly CompiledEvent[]): Refusal {
  const flaws = keyless.map(({ definition: { name, namespace, key } }) => ({
    path: '',
    code: 'missingKey',
    message: `the event "${name}" is about a person of namespace ${namespace}, but its key ${key} is empty in this payload`,
  }));
  return { ...refusal('missingKey', flaws.map(({ message }) => message).join('; ')), flaws };
}
