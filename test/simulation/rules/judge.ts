import { decodeSteps, type Instance, type JourneyDocument, type StepEvent } from '@waystream/journey';
import { hashAt, setAt } from '../redis/memory.js';
import type { MemoryServer } from '../redis/memory-store.js';
import { PARTITIONS } from '../story.js';
import type { Decided } from '../system/decided.js';
import { createEntrances } from './entrances.js';
import { checkHeld } from './held-events.js';
import { createOracle } from './one-after-the-other.js';
import { createPlaces } from './places.js';
import { createStepLog } from './step-log.js';
import { createTests } from './tests.js';
import { demand } from './violation.js';

/** Holds every commit to the rules. */
export interface Judge {
  take(decided: Decided): void;
  /** Who is inside is who came in and has not left. */
  compare(inside: readonly Instance[], isOver: (version: string) => boolean): void;
  readonly steps: readonly StepEvent[];
  readonly decidedEvents: ReadonlySet<string>;
}

export interface JudgeTerms {
  server: Pick<MemoryServer, 'memory' | 'keyspace'>;
  documents: ReadonlyMap<string, JourneyDocument>;
  /** Was the version published by now? */
  isPublished(version: string): boolean;
  /** Compare each commit with what deciding one input after the other says? */
  hasOracle: boolean;
}

/** `remembered`: commits that were judged before and that Redis has not forgotten since. */
export function createJudge(terms: JudgeTerms, remembered: readonly Decided[] = []): Judge {
  const { server, documents, isPublished, hasOracle } = terms;
  const { memory, keyspace } = server;
  const oracle = createOracle();
  const log = createStepLog(documents);
  const tests = createTests(documents);
  const entrances = createEntrances(documents);
  const places = createPlaces(documents, (place) => setAt(memory, keyspace.place(place)));
  const steps: StepEvent[] = [];
  const decidedEvents = new Set<string>();
  const requests = new Set<string>();

  function record({ round, inputs }: Decided): void {
    demand(round.dead.length === 0, 'every input can be decided', () => round.dead.join());
    for (const input of inputs) {
      if (input.type !== 'event' && input.type !== 'business') continue;
      takeOnce(decidedEvents, input.id, 'an event is decided once');
    }
    for (const text of [...round.actions, ...round.fetches]) {
      takeOnce(requests, `${JSON.parse(text).id}`, 'a request is made once');
    }
    for (const step of round.steps.flatMap(decodeSteps)) {
      steps.push(step);
      log.take(step);
      tests.take(step, isPublished);
      places.take(step);
    }
  }

  for (const decided of remembered) {
    record(decided);
    entrances.takeSteps(decided.round.steps.flatMap(decodeSteps));
  }
  if (remembered.length > 0) {
    const stored = Array.from({ length: PARTITIONS }, (_, one) => [...hashAt(memory, keyspace.people(one))]).flat();
    for (const [person, state] of stored) entrances.takeState(person, state);
    oracle.goOnFrom(stored);
  }

  return {
    steps,
    decidedEvents,
    take(decided) {
      record(decided);
      checkHeld(decided);
      entrances.take(decided);
      if (hasOracle) oracle.take(decided);
    },
    compare: log.compare,
  };
}

function takeOnce(taken: Set<string>, id: string, rule: string): void {
  demand(!taken.has(id), rule, () => id);
  taken.add(id);
}
