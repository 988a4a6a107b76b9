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
  duePeople,
  loadPeople,
  nextDue,
  type OwnedPartition,
  oldestMessage,
  type Round,
  type Store,
  type StreamEntry,
} from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import { type Commits, createCommits, Fenced } from './commits.js';
import { type DecidedRound, decideRound } from './decide-round.js';
import { createPeopleCache } from './people-cache.js';
import { acceptedMs, readInputs } from './read-inputs.js';
import { type RoundTerms, roundOf } from './round-of.js';
import { settledVersions } from './settled-versions.js';
import { readPerson, storedPerson, UnreadablePerson } from './stored-person.js';
import { tellRound } from './tell-round.js';

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
/** By how much time may overtake inputs. Less than this they are always on their way. */
const MOST_AHEAD_MS = 1_000;

/**
 * Everything that moves the people of one owned partition, one round after the other: decide, commit, remember. A round
 * takes inputs from the inbox, or people whose timers are due, or an operator's order. When one has failed, whoever asked
 * for it has the partition acquired anew.
 */
export class PartitionWork {
  readonly #context: PartitionContext;
  readonly #owned: OwnedPartition;
  readonly #cache;
  readonly #commits: Commits;
  #lane: Promise<unknown> = Promise.resolve();
  #nextDueMs: number | null = null;
  #hasFailed = false;
  /** Everyone who is due was due after inputs that are still in the inbox. */
  #isBehind = false;

  constructor(context: PartitionContext, owned: OwnedPartition) {
    this.#context = context;
    this.#owned = owned;
    this.#cache = createPeopleCache(context.cachedPeople);
    this.#commits = createCommits(context.store, context.log, owned);
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
  takeEntries(entries: StreamEntry[]): Promise<void> {
    return this.#inTurn(async () => {
      const { inputs, dead } = readInputs(entries, toRfc3339(this.#context.clock.now()));
      const decided = await this.#decide(inputs, await this.#load(inputs));
      await this.#commit(inputs, decided, { acknowledged: entries.map(({ id }) => id), unreadable: dead });
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
    const { clock, metrics } = this.#context;
    if (!this.#isDue()) return;
    const people = await this.#due();
    if (!people) {
      this.#isBehind = true;
      return;
    }
    const inputs = people.map((person): Input => ({ type: 'timer', person }));
    const states = await this.#load(inputs);
    for (const state of states.values()) {
      const dueMs = state instanceof UnreadablePerson ? null : nextDueMs(state);
      if (dueMs !== null) metrics.timerLatenessSeconds.observe(Math.max(0, clock.now() - dueMs) / 1_000);
    }
    const decided = await this.#decide(inputs, states);
    await this.#commit(inputs, decided, { unmoved: this.#unmoved(states, decided) });
  }

  /**
   * Whose turn it is. After an outage, or under more load than can be borne, what came before somebody was due has its turn
   * before; `null` when that is so for everybody.
   */
  async #due(): Promise<string[] | null> {
    const { clock, store } = this.#context;
    const now = clock.now();
    const [people, oldest] = await Promise.all([
      duePeople(store, this.partition, now, MOST_DUE),
      oldestMessage(store, this.partition),
    ]);
    const oldestMs = oldest === null ? null : acceptedMs(oldest);
    if (oldestMs === null || now - oldestMs <= MOST_AHEAD_MS) return people;
    const before = await duePeople(store, this.partition, oldestMs, MOST_DUE);
    return before.length > 0 ? before : null;
  }

  /** Decides inputs that no pipe carries, such as orders to everyone inside a version. */
  takeInputs(inputs: readonly Input[]): Promise<void> {
    return this.#inTurn(async () => this.#commit(inputs, await this.#decide(inputs, await this.#load(inputs))));
  }

  /**
   * The alarm of a person who was not moved is set to what the state says, so that it cannot ring for ever. Whoever cannot
   * be decided about is asked again in an hour: another release may be able to by then.
   */
  #unmoved(states: ReadonlyMap<string, PersonState | UnreadablePerson>, decided: DecidedRound): Round['people'] {
    const later = this.#context.clock.now() + HOUR_MS;
    const unmoved: Round['people'] = new Map();
    for (const [person, state] of states) {
      if (decided.states.has(person)) continue;
      const stored = state instanceof UnreadablePerson ? { state: state.text, dueMs: later } : storedPerson(state);
      unmoved.set(person, decided.undecided.has(person) ? { ...stored, dueMs: later } : stored);
    }
    return unmoved;
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
      const terms = { versions: [...left], partition: this.partition };
      if (left.size > 0) log.warn(terms, 'People stood in versions that run no more and were taken out');
      return decided;
    }
  }

  async #commit(inputs: readonly Input[], decided: DecidedRound, terms: RoundTerms = {}): Promise<void> {
    const { metrics } = this.#context;
    const stop = metrics.commitSeconds.startTimer();
    try {
      const { nextDueMs: due, isRepeated } = await this.#commits.commit(roundOf(decided, terms));
      stop();
      this.#nextDueMs = due;
      if (isRepeated) metrics.inputsRepeated.inc(inputs.length);
    } catch (error) {
      if (error instanceof Fenced) metrics.fencedCommits.inc();
      throw error;
    }
    for (const [person, state] of decided.states) this.#cache.set(person, state);
    tellRound(this.#context, this.partition, inputs, decided, terms.unreadable ?? []);
  }
}
