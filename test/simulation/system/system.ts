import {
  type AudienceInput,
  type Catalogue,
  type EnterInput,
  type EventInput,
  personId,
  type ReactionInput,
} from '@waystream/journey';
import { accept, deliver } from '@waystream/redis';
import { STORY_START_MS } from '@waystream/testing';
import type { Move } from '../moves/move.js';
import { createMemory, readOldest, streamAt } from '../redis/memory.js';
import { CLEAR_WAY, type MemoryServer, memoryServer, memoryStore } from '../redis/memory-store.js';
import type { ScriptModel } from '../redis/script-models.js';
import { PARTITIONS, type SimulatedStory } from '../story.js';
import { ORDER_EVENTS } from '../world/vocabulary.js';
import { type Callers, createCallers } from './callers.js';
import { type Configuration, createConfiguration } from './configuration.js';
import { type Decided, watchCommit } from './decided.js';
import { createMovedClock } from './moved-clock.js';
import { createOutsideWorld, type OutsideWorld } from './outside-world.js';
import { createOwners, type Owners } from './owners.js';

export interface SystemOptions {
  /** Everything that journeys may refer to. */
  vocabulary: Catalogue;
  scripts: Readonly<Record<string, ScriptModel>>;
  /** Called for every commit that was carried out. */
  decided(decided: Decided): void;
}

/** No move needs more commits; an owner that goes round in circles is stopped. */
const MOST_COMMITS = 500;

/** The whole of Waystream as far as exactly-once is concerned, on a memory in the place of Redis. */
export interface System {
  readonly server: MemoryServer;
  readonly configuration: Configuration;
  readonly owners: Owners;
  readonly callers: Callers;
  readonly world: OutsideWorld;
  /** Events that producers were told are stored. */
  readonly accepted: ReadonlySet<string>;
  now(): number;
  make(move: Move): Promise<void>;
}

const ACCEPTANCE = { mostBacklog: 1_000, dedupeWindowMs: 3_650 * 86_400_000 };

export function createSystem(story: SimulatedStory, { vocabulary, scripts, decided }: SystemOptions): System {
  const clock = createMovedClock();
  const server = memoryServer(createMemory(), scripts, { prefix: 'sim', partitions: PARTITIONS });
  const store = memoryStore(server, CLEAR_WAY);
  const { memory, keyspace } = server;
  const configuration = createConfiguration(vocabulary, story);
  const world = createOutsideWorld(story.seed);
  const callers = createCallers(store, memory, world);
  const accepted = new Set<string>();
  let commits = 0;
  const owners = createOwners({
    server,
    clock,
    catalogue: configuration.catalogue,
    versions: configuration.versions,
    cachedPeople: 2,
    carryOut(owner, commit, args) {
      commits += 1;
      if (commits > MOST_COMMITS) return ['fenced', ''];
      const describe = watchCommit(server, owner, args);
      const reply = commit();
      if (Array.isArray(reply) && reply[0] === 'ok') decided({ ...describe(), now: clock.now() });
      return reply;
    },
  });

  async function send({ id, person, events, payload, times }: Extract<Move, { move: 'event' }>): Promise<void> {
    const supplemental = events.filter((event) => ORDER_EVENTS.some((one) => one === event));
    const message: EventInput = {
      v: 1,
      type: 'event',
      id,
      person: idOf(person),
      events,
      payload,
      at: clock.now(),
      ...(supplemental.length > 0 && {
        supplemental: Object.fromEntries(supplemental.map((event) => [event, payload.order ? [payload.order] : []])),
      }),
    };
    const arrival = { dedupeId: id, person: message.person, message: JSON.stringify(message) };
    for (let time = 0; time < times; time++) {
      const partition = keyspace.partitionOf(message.person);
      const [acceptance] = await accept(store, partition, [arrival], ACCEPTANCE, STORY_START_MS);
      if (acceptance === 'stored') accepted.add(id);
    }
  }

  async function decide(move: Extract<Move, { move: 'decide' }>): Promise<void> {
    const inbox = streamAt(memory, keyspace.inbox(move.partition));
    const batch = new Set(readOldest(inbox, move.most).map(({ id }) => id));
    await owners.drive(move, (owner) => {
      const entries = [...inbox.entries].flatMap(([id, message]) => (batch.has(id) ? [{ id, message }] : []));
      return entries.length === 0 ? null : owner.work.takeEntries(entries);
    });
  }

  async function ring(move: Extract<Move, { move: 'ring' }>): Promise<void> {
    await owners.drive(move, (owner) => {
      const { nextDueMs } = owner.work;
      if (nextDueMs === null || nextDueMs > clock.now()) return null;
      owner.doing = 'due';
      return owner.work.takeDue();
    });
  }

  async function make(move: Move): Promise<void> {
    commits = 0;
    switch (move.move) {
      case 'event':
        return send(move);
      case 'audience': {
        const { id, person, audience, status } = move;
        const input: AudienceInput = {
          v: 1,
          type: 'audience',
          id,
          person: idOf(person),
          audience,
          status,
          at: clock.now(),
        };
        return deliver(store, input.person, JSON.stringify(input));
      }
      case 'enter': {
        if (configuration.documents.get(move.version)?.nodes[0]?.type !== 'readAudience') return;
        const input: EnterInput = {
          v: 1,
          type: 'enter',
          id: move.id,
          person: idOf(move.person),
          version: move.version,
          events: {},
        };
        return deliver(store, input.person, JSON.stringify(input));
      }
      case 'react': {
        const { id, which, kind } = move;
        const message = world.sent[which % world.sent.length];
        if (!message) return;
        const { person, instance, node } = message;
        const input: ReactionInput = {
          v: 1,
          type: 'reaction',
          id,
          person,
          instance,
          message: node,
          kind,
          at: clock.now(),
        };
        return deliver(store, person, JSON.stringify(input));
      }
      case 'decide':
        return decide(move);
      case 'ring':
        return ring(move);
      case 'answer':
        return callers.answer(move);
      case 'pass':
        return clock.pass(move.ms);
      case 'thaw':
        return owners.thaw(move.partition);
      case 'change':
        configuration.change(move.version, move.status);
        return owners.configurationChanged();
    }
  }

  return { server, configuration, owners, callers, world, accepted, now: clock.now, make };
}

function idOf(person: string): string {
  return personId({ sandbox: 'prod', namespace: 'Email', key: person });
}
