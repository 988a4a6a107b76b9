import type { NewId } from '@waystream/core';
import { type CompiledAudience, compileAudience, personId } from '@waystream/journey';
import {
  changeMembership,
  changeProfiles,
  eachProfiledPerson,
  noteEvaluated,
  type ProfileChange,
} from '@waystream/redis';
import type { RunContext } from '../runs/run-audience.js';

/**
 * Holds everybody whose profile is known against the expression of a streaming audience, which is new or has another
 * expression than before; from then on a person is judged when their profile changes. Beginning anew after an interruption tells
 * nobody twice.
 *
 * A profile that this release cannot read is passed over and counted: whose it is stays what they were until it changes.
 */
export async function evaluateAudience(
  { store, catalogues, clock, newId, log, metrics }: RunContext & { readonly newId: NewId },
  { sandbox, audience, revision }: { sandbox: string; audience: string; revision: string },
  signal: AbortSignal,
): Promise<'done' | 'interrupted'> {
  // The order may come from a process that has heard of the expression before this one.
  await catalogues.caughtUp();
  const catalogue = catalogues.of(sandbox);
  const definition = catalogue.audiences.get(audience);
  const compiled = definition && compileAudience(catalogue, definition).audience;
  const isChanged = () => catalogues.of(sandbox).audiences.get(audience) !== definition;
  if (!compiled) return 'done';
  const news = { at: clock.now(), cause: newId() };
  let unreadable = 0;
  const own = personId({ sandbox, namespace: compiled.definition.namespace, key: '' });
  for (let partition = 0; partition < store.keyspace.partitions; partition++) {
    for await (const people of eachProfiledPerson(store, partition)) {
      if (signal.aborted) return 'interrupted';
      if (isChanged()) return 'done';
      const concerned = people.filter((person) => person.startsWith(own));
      await changeProfiles(
        store,
        partition,
        concerned,
        (person, stored) => stored && judged(compiled, person, stored, news),
        () => {
          unreadable += 1;
        },
      );
    }
  }
  await noteEvaluated(store, { sandbox, audience }, revision);
  metrics.profilesPassedOver.inc(unreadable);
  const terms = { sandbox, audience, revision, unreadable };
  if (unreadable === 0) log.info(terms, 'An audience was evaluated');
  else log.warn(terms, 'An audience was evaluated without people whose profiles this release cannot read');
  return 'done';
}

/** `null` for somebody of whom there is nothing new to say. */
function judged(
  { definition, isMember }: CompiledAudience,
  person: string,
  stored: Parameters<typeof changeMembership>[1],
  news: { at: number; cause: string },
): ProfileChange | null {
  const found = new Map([[definition.name, isMember(stored.attributes, news.at)]]);
  const change = changeMembership(person, stored, found, news);
  return change.moves.length === 0 ? null : change;
}
