import { type Clock, toRfc3339 } from '@waystream/core';
import type { DataRequest, FetchedInput, FetchRequest, InboxMessage, RunRequest } from '@waystream/journey';
import { type AnswerBuffer, type OwnedPartition, putAside, type Store, type StreamEntry } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { Grant } from '../granting/grant.js';
import { performedInput } from '../granting/performed-input.js';
import type { UpdateField } from '../profiles/update-field.js';
import type { AudienceRuns } from '../runs/audience-runs.js';
import type { AnswerGroup } from './answer-group.js';
import { profilesOf, type ReadProfile } from './profiles-of.js';
import { type ReadFetches, readFetches } from './read-fetches.js';

/** Answers the entries of the fetches streams; the two ends of the consume loop. */
export interface AnswerBatch {
  /** Answers entries of one partition side by side. Resolves when each is answered or put aside. */
  handle(owned: OwnedPartition, entries: readonly StreamEntry[], done: (entryId: string) => void): Promise<void>;
  /** Resolves when nothing of the partition is in work any more. */
  released(partition: number): Promise<void>;
}

export function createAnswerBatch(parts: {
  store: Store;
  answerGroup: AnswerGroup;
  grant: Grant;
  updateField: UpdateField;
  runs: Pick<AudienceRuns, 'begin'>;
  answers: AnswerBuffer;
  clock: Clock;
  log: Log;
  metrics: ServiceMetrics<'enrichment'>;
}): AnswerBatch {
  const { store, answerGroup, grant, updateField, runs, answers, clock, log, metrics } = parts;
  const underWay = new Map<number, Set<Promise<void>>>();

  function answerTo(request: DataRequest, profile: ReadProfile): Promise<InboxMessage> {
    switch (request.kind) {
      case 'fetch':
        return fetch(request, profile);
      case 'update':
        return updateField(request);
      case 'reserve':
      case 'admit':
        return grant(request, profile.attributes);
    }
  }

  async function fetch(request: FetchRequest, profile: ReadProfile): Promise<FetchedInput> {
    const startedMs = clock.now();
    const found = await Promise.all(request.groups.map((wanted) => answerGroup(request, wanted, profile)));
    return fetchedInput(request, found, clock.now() - startedMs);
  }

  /** What no further try can change is an answer too: the person goes on with an error instead of standing still. */
  async function answerOrError(request: DataRequest, profileOf: (person: string) => ReadProfile) {
    try {
      return await answerTo(request, profileOf(request.person));
    } catch (error) {
      if (!isDefect(error)) throw error;
      log.error({ err: error, request: request.id, kind: request.kind }, 'A request for data cannot be served');
      return failedInput(request);
    }
  }

  async function answer(
    partition: number,
    entryId: string,
    request: DataRequest,
    profileOf: (person: string) => ReadProfile,
  ) {
    metrics.fetchesInFlight.inc();
    try {
      await answers.put(partition, entryId, JSON.stringify(await answerOrError(request, profileOf)));
    } finally {
      metrics.fetchesInFlight.dec();
    }
  }

  /** A run is begun before its request is acknowledged; beginning it again changes nothing. */
  async function begin(partition: number, entryId: string, run: RunRequest) {
    await runs.begin(run);
    await answers.put(partition, entryId, null);
  }

  async function bury(partition: number, { entryId, letter }: ReadFetches['dead'][number]) {
    await putAside(store, [letter]);
    metrics.deadLetters.inc({ reason: letter.reason });
    log.warn({ partition, detail: letter.detail }, 'A fetch was put aside because it cannot be read');
    await answers.put(partition, entryId, null);
  }

  async function answerAll(
    partition: number,
    entries: readonly StreamEntry[],
    done: (entryId: string) => void,
  ): Promise<void> {
    const { requests, runs: begun, dead } = readFetches(entries, toRfc3339(clock.now()));
    const wanted = requests.map(({ request }) => request);
    const profileOf = await profilesOf(store, clock, partition, wanted);
    const settled = await Promise.allSettled([
      ...requests.map(({ entryId, request }) =>
        answer(partition, entryId, request, profileOf).then(() => done(entryId)),
      ),
      ...begun.map(({ entryId, run }) => begin(partition, entryId, run).then(() => done(entryId))),
      ...dead.map((one) => bury(partition, one).then(() => done(one.entryId))),
    ]);
    // Only now, since entries that are still in work must not be offered again.
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  return {
    async handle({ partition }, entries, done) {
      const batches = underWay.get(partition) ?? new Set();
      underWay.set(partition, batches);
      const batch = answerAll(partition, entries, done);
      batches.add(batch);
      try {
        await batch;
      } finally {
        batches.delete(batch);
      }
    },
    async released(partition) {
      await Promise.allSettled(underWay.get(partition) ?? []);
      underWay.delete(partition);
    },
  };
}

/** Whatever fails in Redis or on the way there is an error of another kind, and passes. */
function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError;
}

function failedInput(request: DataRequest): InboxMessage {
  if (request.kind !== 'fetch') return performedInput(request, null);
  const answers = request.groups.map((wanted) => ({ ...wanted, error: 'internal' }));
  return fetchedInput(request, answers, 0);
}

function fetchedInput(request: FetchRequest, answers: FetchedInput['answers'], elapsedMs: number): FetchedInput {
  const { id, person, instance, visit, round, traceparent } = request;
  const trace = traceparent === undefined ? {} : { traceparent };
  return { v: 1, id, person, type: 'fetched', instance, visit, round, answers, elapsedMs, ...trace };
}
