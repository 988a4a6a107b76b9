import { type Clock, HOUR_MS, toRfc3339 } from '@waystream/core';
import { type Input, NOBODY_KNOWN, nextMoveMs, type PersonState } from '@waystream/journey';
import { loadPeople, nextDue, type OwnedPartition, type Round, type Store, type StreamEntry } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { type Caution, type Cautions, createCautions, type WatchedRound } from './caution.js';
import { type Commits, type CommitsParts, createCommits, Fenced } from './commits.js';
import { type DecisionContext, decideCaughtUp } from './decide-caught-up.js';
import type { KnownPeople } from './decide-round.js';
import type { StorableRound } from './decide-storable.js';
import { createPeopleCache } from './people-cache.js';
import { readInputs } from './read-inputs.js';
import { type RoundTerms, roundOf } from './round-of.js';
import { readPerson, storedPerson, UnreadablePerson } from './stored-person.js';
import { tellRound } from './tell-round.js';
import { undecidable } from './undecidable.js';
import { whoseTurn } from './whose-turn.js';

export interface PartitionContext extends CommitsParts, DecisionContext {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics<'evaluator'>;
  cachedPeople: number;
}

/** How many people one round wakes; the rest follow at once in the next. */
const MOST_DUE = 200;

/**
 * Everything that moves the people of one owned partition, one round after the other: decide, commit, remember. A round
 * takes inputs from the inbox, or people whose timers are due, or an operator's order. When one has failed, whoever asked
 * for it has the partition acquired anew; what one work has learned of rounds that are refused, the next is given.
 */
export class PartitionWork {
  readonly #context: PartitionContext;
  readonly #owned: OwnedPartition;
  readonly #cache;
  readonly #commits: Commits;
  readonly #cautions: Cautions;
  #lane: Promise<unknown> = Promise.resolve();
  #nextDueMs: number | null = null;
  #hasFailed = false;
  /** Everyone who is due was due after inputs that are still in the inbox. */
  #isBehind = false;

  constructor(context: PartitionContext, owned: OwnedPartition, cautions?: Cautions) {
    this.#context = context;
    this.#owned = owned;
    this.#cache = createPeopleCache(context.cachedPeople);
    this.#commits = createCommits(context, owned);
    this.#cautions = cautions ?? createCautions(context.log, owned.partition);
  }

  get owned(): OwnedPartition {
    return this.#owned;
  }

  get partition(): number {
    return this.#owned.partition;
  }

  /** When the next timer is due that this work will take, epoch milliseconds. */
  get nextDueMs(): number | null {
    return this.#hasFailed || this.#isBehind ? null : this.#nextDueMs;
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
  async takeEntries(entries: StreamEntry[]): Promise<void> {
    const nameOf = ({ id }: StreamEntry) => id;
    await this.#inRounds(this.#cautions.inbox, entries, nameOf, async (some, refusal) => {
      const now = this.#context.clock.now();
      const acknowledged = some.map(({ id }) => id);
      if (refusal === null) {
        const { inputs, dead } = readInputs(some, toRfc3339(now));
        await this.#commit(inputs, await this.#decide(inputs, await this.#load(inputs)), { acknowledged, aside: dead });
      } else {
        await this.#putAside({ acknowledged, aside: some.map(({ message }) => undecidable(message, refusal, now)) });
      }
      this.#isBehind = false;
    });
  }

  /** Wakes people whose time has come, until nobody is due any more; what else there is has its turn in between. */
  async takeDue(): Promise<void> {
    while (this.#isDue()) await this.#inTurn(() => this.#wakeSome());
  }

  #isDue(): boolean {
    return this.nextDueMs !== null && this.nextDueMs <= this.#context.clock.now();
  }

  async #wakeSome(): Promise<void> {
    const { timers } = this.#cautions;
    if (!this.#isDue()) return;
    const people = await whoseTurn(this.#context, this.partition, timers.most(MOST_DUE));
    if (!people) {
      this.#isBehind = true;
      return;
    }
    const inputs = people.map((person): Input => ({ type: 'timer', person }));
    await timers.watch(
      inputs,
      ({ person }) => person,
      (some, refusal) => this.#wake(some, refusal),
    );
  }

  async #wake(inputs: readonly Input[], refusal: string | null): Promise<void> {
    const { clock, metrics } = this.#context;
    if (refusal !== null) return this.#putAside(this.#refusedInputs(inputs, refusal));
    const states = await this.#load(inputs);
    for (const state of states.values()) {
      // Nobody waits for an entrance to be forgotten.
      const dueMs = state instanceof UnreadablePerson ? null : nextMoveMs(state);
      if (dueMs !== null) metrics.timerLatenessSeconds.observe(Math.max(0, clock.now() - dueMs) / 1_000);
    }
    const decided = await this.#decide(inputs, states);
    await this.#commit(inputs, decided, this.#unmoved(states, decided));
  }

  /** Decides inputs that no pipe carries, such as orders to everyone inside a version. */
  async takeInputs(inputs: readonly Input[]): Promise<void> {
    const { orders } = this.#cautions;
    await this.#inRounds(orders, inputs, JSON.stringify, async (some, refusal) => {
      if (refusal !== null) return this.#putAside(this.#refusedInputs(some, refusal));
      await this.#commit(some, await this.#decide(some, await this.#load(some)));
    });
  }

  /**
   * The alarm of a person who was not moved is set to what the state says, so that it cannot ring for ever. Whoever cannot
   * be decided about is asked again in an hour: another release may be able to by then.
   */
  #unmoved(states: KnownPeople, { states: moved, undecided }: StorableRound): RoundTerms {
    const unmoved: Round['people'] = new Map();
    const wakeAt = new Map<string, number>();
    for (const [person, state] of states) {
      if (moved.has(person)) continue;
      if (undecided.has(person) || state instanceof UnreadablePerson) wakeAt.set(person, this.#inAnHour());
      else unmoved.set(person, storedPerson(state));
    }
    return { unmoved, wakeAt };
  }

  #inAnHour(): number {
    return this.#context.clock.now() + HOUR_MS;
  }

  /** Timers that are refused ring again in an hour, too. */
  #refusedInputs(inputs: readonly Input[], refusal: string): RoundTerms {
    const now = this.#context.clock.now();
    const timers = inputs.filter(({ type }) => type === 'timer');
    return {
      aside: inputs.map((input) => undecidable(JSON.stringify(input), refusal, now)),
      wakeAt: new Map(timers.map(({ person }) => [person, this.#inAnHour()])),
    };
  }

  async #putAside(terms: RoundTerms): Promise<void> {
    await this.#commit([], await this.#decide([], new Map()), terms);
  }

  /** Rounds of what is offered: one of all, as long as rounds are not refused. */
  async #inRounds<One>(
    caution: Caution,
    ones: readonly One[],
    nameOf: (one: One) => string,
    round: WatchedRound<One>,
  ): Promise<void> {
    for (let from = 0; from < ones.length; ) {
      const some = ones.slice(from, from + caution.most(ones.length - from));
      from += some.length;
      await this.#inTurn(() => caution.watch(some, nameOf, round));
    }
  }

  /**
   * One round at a time, and none after one that has failed: its commit may still be on its way, and only a new epoch
   * keeps it from arriving after what others have decided. Its inputs stay where they were.
   */
  #inTurn(round: () => Promise<void>): Promise<void> {
    const done = this.#lane.then(async () => {
      if (this.#owned.lost.aborted || this.#hasFailed) throw new Fenced('the partition was given up');
      try {
        await round();
      } catch (error) {
        this.#hasFailed = true;
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

  #decide(inputs: readonly Input[], states: KnownPeople): Promise<StorableRound> {
    return decideCaughtUp(this.#context, this.partition, inputs, states);
  }

  async #commit(inputs: readonly Input[], decided: StorableRound, terms: RoundTerms = {}): Promise<void> {
    const { metrics } = this.#context;
    const stop = metrics.commitSeconds.startTimer();
    try {
      const { nextDueMs: due, isRepeated } = await this.#commits.commit(roundOf(decided.texts, decided.dead, terms));
      stop();
      this.#nextDueMs = due;
      if (isRepeated) metrics.inputsRepeated.inc(inputs.length);
    } catch (error) {
      if (error instanceof Fenced) metrics.fencedCommits.inc();
      throw error;
    }
    for (const [person, state] of decided.states) this.#cache.set(person, state);
    tellRound(this.#context, this.partition, inputs, decided, terms.aside ?? []);
  }
}
