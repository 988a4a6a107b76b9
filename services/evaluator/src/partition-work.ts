import { type Clock, HOUR_MS, toRfc3339 } from '@waystream/core';
import {
  type Input,
  type LiveVersions,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
  UnknownVersion,
} from '@waystream/journey';
import {
  type Catalogues,
  commitRound,
  deadLetterText,
  duePeople,
  loadPeople,
  nextDue,
  type OwnedPartition,
  type Store,
  type StreamEntry,
} from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { type DecidedRound, decideRound } from './decide-round.js';
import { KEPT_CAUSES } from './newly-kept.js';
import { createPeopleCache } from './people-cache.js';
import { readInputs } from './read-inputs.js';
import { settledVersions } from './settled-versions.js';
import { readPerson, storedPerson, UnreadablePerson } from './stored-person.js';

export interface PartitionContext {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics<'evaluator'>;
  catalogues: Catalogues;
  versionsOf(sandbox: string): LiveVersions;
  cachedPeople: number;
}

/** How many people one round wakes; the rest follow at once in the next. */
const MOST_DUE = 200;
/** A commit without a reply is asked for this often under the same name; then the state is read anew from Redis. */
const COMMIT_TRIES = 3;

/** The partition has another owner now; what was decided here is void. */
class Fenced extends Error {}

/** A failover has lost commits on which this decision was built. */
class Rewound extends Error {}

/**
 * Everything that moves the people of one owned partition, one round after the other: decide, commit, remember. A round
 * takes inputs from the inbox, or people whose timers are due, or an operator's order.
 */
export class PartitionWork {
  readonly #context: PartitionContext;
  readonly #owned: OwnedPartition;
  readonly #cache;
  #lane: Promise<unknown> = Promise.resolve();
  #rounds = 0;
  /** The batch that the cache builds on; none while everything known was read after it. */
  #lastBatch: string | null = null;
  #nextDueMs: number | null = null;

  constructor(context: PartitionContext, owned: OwnedPartition) {
    this.#context = context;
    this.#owned = owned;
    this.#cache = createPeopleCache(context.cachedPeople);
  }

  get partition(): number {
    return this.#owned.partition;
  }

  /** When the partition's next timer is due, epoch milliseconds. */
  get nextDueMs(): number | null {
    return this.#nextDueMs;
  }

  /** Reads when the first timer is due; people are loaded when something moves them. */
  async open(): Promise<void> {
    this.#nextDueMs = await nextDue(this.#context.store, this.partition);
  }

  /** Resolves when no round is under way any more. */
  async settled(): Promise<void> {
    await this.#lane;
  }

  /** Decides and acknowledges entries of the inbox. */
  takeEntries(entries: StreamEntry[]): Promise<void> {
    const { clock, log } = this.#context;
    return this.#inTurn(async () => {
      const { inputs, dead } = readInputs(entries, toRfc3339(clock.now()));
      const decided = await this.#decide(inputs, await this.#load(inputs));
      decided.round.acknowledged = entries.map(({ id }) => id);
      decided.round.dead.push(...dead.map(deadLetterText));
      await this.#commit(decided, inputs);
      for (const letter of [...dead, ...decided.dead]) {
        log.warn({ reason: letter.reason, detail: letter.detail, partition: this.partition }, 'An input was put aside');
        this.#context.metrics.deadLetters.inc({ reason: letter.reason });
      }
    });
  }

  /** Wakes people whose time has come, until nobody is due any more. */
  takeDue(): Promise<void> {
    const { clock, store, metrics } = this.#context;
    return this.#inTurn(async () => {
      while (!this.#owned.lost.aborted && this.#nextDueMs !== null && this.#nextDueMs <= clock.now()) {
        const people = await duePeople(store, this.partition, clock.now(), MOST_DUE);
        const inputs = people.map((person): Input => ({ type: 'timer', person }));
        const states = await this.#load(inputs);
        for (const state of states.values()) {
          const dueMs = state instanceof UnreadablePerson ? null : nextDueMs(state);
          if (dueMs !== null) metrics.timerLatenessSeconds.observe(Math.max(0, clock.now() - dueMs) / 1_000);
        }
        const decided = await this.#decide(inputs, states);
        // The alarm of a person who was not moved is set to what the state says, so that it cannot ring for ever.
        for (const [person, state] of states) {
          if (!decided.round.people.has(person))
            decided.round.people.set(person, this.#unmoved(person, state, decided));
        }
        await this.#commit(decided, inputs);
      }
    });
  }

  /** Decides inputs that no pipe carries, such as orders to everyone inside a version. */
  takeInputs(inputs: readonly Input[]): Promise<void> {
    return this.#inTurn(async () => this.#commit(await this.#decide(inputs, await this.#load(inputs)), inputs));
  }

  /** Whoever cannot be decided about is asked again in an hour: another release may be able to by then. */
  #unmoved(
    person: string,
    state: PersonState | UnreadablePerson,
    { undecided }: DecidedRound,
  ): { state: string | null; dueMs: number | null } {
    const later = this.#context.clock.now() + HOUR_MS;
    if (state instanceof UnreadablePerson) return { state: state.text, dueMs: later };
    return undecided.has(person) ? { ...storedPerson(state), dueMs: later } : storedPerson(state);
  }

  /** One round at a time; a failed round forgets what it knew and leaves its inputs where they were. */
  #inTurn(round: () => Promise<void>): Promise<void> {
    const done = this.#lane.then(async () => {
      if (this.#owned.lost.aborted) throw new Fenced('the partition was given up');
      try {
        await round();
      } catch (error) {
        this.#cache.clear();
        this.#lastBatch = null;
        throw error;
      }
    });
    this.#lane = done.catch(() => undefined);
    return done;
  }

  async #load(inputs: readonly Input[]): Promise<Map<string, PersonState | UnreadablePerson>> {
    const states = new Map<string, PersonState | UnreadablePerson>();
    const unknown = new Set<string>();
    for (const { person } of inputs) {
      const state = this.#cache.get(person);
      if (state) states.set(person, state);
      else unknown.add(person);
    }
    const texts = await loadPeople(this.#context.store, this.partition, [...unknown]);
    for (const [index, person] of [...unknown].entries()) {
      const text = texts[index];
      states.set(person, text ? readPerson(text) : NOBODY_KNOWN);
    }
    return states;
  }

  /**
   * A version that is not known here may have been published a moment ago, so the decision is taken again when everything
   * is known. What is unknown then is gone, and must not keep those who stood in it from going on elsewhere.
   */
  async #decide(
    inputs: readonly Input[],
    states: ReadonlyMap<string, PersonState | UnreadablePerson>,
  ): Promise<DecidedRound> {
    const { versionsOf, clock, catalogues, log } = this.#context;
    try {
      return decideRound(versionsOf, states, inputs, clock.now());
    } catch (error) {
      if (!(error instanceof UnknownVersion)) throw error;
      await catalogues.caughtUp();
      const left = new Set<string>();
      const gone = (version: string) => left.add(version);
      const settled = (sandbox: string) => settledVersions(versionsOf(sandbox), { catalogues, sandbox, gone });
      const decided = decideRound(settled, states, inputs, clock.now());
      if (left.size > 0) {
        const versions = [...left];
        log.warn(
          { versions, partition: this.partition },
          'People stood in versions that run no more and were taken out',
        );
      }
      return decided;
    }
  }

  async #commit({ round, states, steps, kept }: DecidedRound, inputs: readonly Input[]): Promise<void> {
    const { store, metrics } = this.#context;
    this.#rounds += 1;
    const stop = metrics.commitSeconds.startTimer();
    const name = `${this.#owned.epoch}.${this.#rounds}`;
    const result = await this.#commitOnce(store, name, round);
    stop();
    if (result.status === 'fenced') {
      metrics.fencedCommits.inc();
      throw new Fenced(`partition ${this.partition} has another owner`);
    }
    if (result.status === 'rewound') throw new Rewound(`Redis has forgotten commits of partition ${this.partition}`);
    this.#lastBatch = name;
    if (result.status === 'repeated') metrics.inputsRepeated.inc(inputs.length);
    this.#nextDueMs = result.nextDueMs;
    for (const [person, state] of states) this.#cache.set(person, state);
    this.#measure(inputs, steps);
    for (const cause of KEPT_CAUSES) if (kept[cause] > 0) metrics.kept.inc({ cause }, kept[cause]);
  }

  async #commitOnce(store: Store, name: string, round: DecidedRound['round']) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await commitRound(store, this.#owned, name, round, this.#lastBatch);
      } catch (error) {
        if (attempt === COMMIT_TRIES || this.#owned.lost.aborted) throw error;
        this.#context.log.warn({ err: error, partition: this.partition }, 'A commit has no reply; asking again');
      }
    }
  }

  #measure(inputs: readonly Input[], steps: DecidedRound['steps']): void {
    const { metrics, clock } = this.#context;
    metrics.batchSize.observe(inputs.length);
    for (const input of inputs) {
      metrics.inputs.inc({ type: input.type });
      if (input.type === 'event') metrics.processingDelaySeconds.observe(Math.max(0, clock.now() - input.at) / 1_000);
    }
    for (const { status, reason } of steps) {
      metrics.steps.inc({ status });
      if (reason) metrics.discards.inc({ reason });
    }
  }
}
