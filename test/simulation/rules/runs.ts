import { parseJson } from '@waystream/core';
import { type Input, type RunRequest, runEntrance, runRequest } from '@waystream/journey';
import { hashAt, sortedSetAt, stringAt } from '../redis/memory.js';
import type { MemoryServer } from '../redis/memory-store.js';
import type { ConfigurationState } from '../system/configuration.js';
import { idOf } from '../system/producers.js';
import { PEOPLE } from '../world/vocabulary.js';
import { demand } from './violation.js';

/** What is known of a run: who was a member all the time that it was open, and who was at some time. */
interface Followed {
  readonly run: RunRequest;
  always: Set<string>;
  readonly ever: Set<string>;
  /** It was open when Redis forgot something, so that it cannot be told who was a member when. */
  isDisturbed: boolean;
}

/** Every member of an audience is brought in by a run over it, once. */
export function createRunRules({ memory, keyspace }: Pick<MemoryServer, 'memory' | 'keyspace'>, partitions: number) {
  const followed = new Map<string, Followed>();
  const brought = new Set<string>();

  /** Inputs that were decided. */
  function take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (input.type !== 'enter') continue;
      demand(!brought.has(input.id), 'a run brings nobody twice', () => `${input.id} ${input.person}`);
      brought.add(input.id);
    }
  }

  /** Looks at audiences and open runs, after everything that may have changed them. */
  function look({ catalogue, versions }: ConfigurationState): void {
    for (const [id, text] of hashAt(memory, keyspace.openRuns())) {
      const known = followed.get(id);
      const run = known?.run ?? runRequest.parse(parseJson(text));
      const audience = versions.find(run.version)?.run?.audience;
      if (audience === undefined || !catalogue.versions.has(run.version)) continue;
      const members = membersOf(run.sandbox, audience);
      if (known) {
        known.always = new Set([...known.always].filter((person) => members.has(person)));
        for (const person of members) known.ever.add(person);
      } else {
        followed.set(id, { run, always: members, ever: new Set(members), isDisturbed: false });
      }
    }
  }

  function membersOf(sandbox: string, audience: string): Set<string> {
    const keys = eachPartition((partition) => keyspace.audience(partition, sandbox, audience));
    return new Set(keys.flatMap((key) => [...sortedSetAt(memory, key).keys()]));
  }

  /** Nothing is left to do: every run is through, unless its version takes nobody in any more. */
  function checkEnd({ catalogue }: ConfigurationState): void {
    for (const [id, { run, always, ever, isDisturbed }] of followed) {
      if (isDisturbed) continue;
      const { status, closedAt } = catalogue.versions.get(run.version) ?? {};
      const isOver = closedAt !== undefined || status !== 'live';
      const isThrough = eachPartition((partition) => stringAt(memory, keyspace.runPosition(partition, id)));
      const isComplete = isThrough.every((position) => position === 'through');
      demand(isComplete || isOver, 'a run goes on until it is through', () => `${id} of ${run.version}: ${isThrough}`);
      for (const person of PEOPLE.map(idOf)) {
        const isBrought = brought.has(runEntrance(run, person).id);
        const detail = () => `${person}, run ${id} of ${run.version}`;
        demand(!isComplete || !always.has(person) || isBrought, 'a run brings every member', detail);
        demand(!isBrought || ever.has(person), 'a run brings nobody but members', detail);
      }
    }
  }

  function eachPartition<Seen>(see: (partition: number) => Seen): Seen[] {
    return Array.from({ length: partitions }, (_, partition) => see(partition));
  }

  return {
    take,
    look,
    checkEnd,
    /** Redis has forgotten things; `remembered` was decided. */
    disturb(remembered: readonly Input[]): void {
      for (const one of followed.values()) one.isDisturbed = true;
      brought.clear();
      take(remembered);
    },
  };
}
