import { parseJson } from '@waystream/core';
import {
  type ActionRequest,
  actionRequest,
  type DataRequest,
  dataRequest,
  type RunRequest,
  runRequest,
} from '@waystream/journey';
import { createAnswerBuffer, type Store } from '@waystream/redis';
import type { CallFault, Move, Pipe } from '../moves/move.js';
import { type Memory, readOldest, streamAt } from '../redis/memory.js';
import type { OutsideWorld } from './outside-world.js';
import type { Runs } from './runs.js';

/** Whoever carries requests out and brings the answers: the dispatcher and enrichment, as far as exactly-once goes. */
export interface Callers {
  answer(move: Omit<Extract<Move, { move: 'answer' }>, 'move'>): Promise<void>;
  waiting(partition: number, pipe: Pipe): number;
  /** Request id → how often a fault had it made once more. */
  readonly repeated: ReadonlyMap<string, number>;
}

export function createCallers(
  store: Store,
  memory: Memory,
  { world, runs }: { world: OutsideWorld; runs: Pick<Runs, 'begin'> },
): Callers {
  const { keyspace } = store;
  const buffers = {
    actions: createAnswerBuffer(store, 'dispatcher'),
    fetches: createAnswerBuffer(store, 'enrichment'),
  };
  const repeated = new Map<string, number>();
  const streamOf = (partition: number, pipe: Pipe) => streamAt(memory, keyspace[pipe](partition));
  return {
    repeated,
    waiting: (partition, pipe) => streamOf(partition, pipe).entries.size,
    async answer({ partition, pipe, which, faults }) {
      const entries = readOldest(streamOf(partition, pipe), Number.POSITIVE_INFINITY);
      const entry = entries[which % entries.length];
      if (!entry) return;
      const request = readRequest(pipe, entry.message);
      const carryOut = async () => {
        if (!('kind' in request) || request.kind !== 'run') return JSON.stringify(await world.answer(request));
        await runs.begin(request);
        return null;
      };
      for (const fault of faults) {
        repeated.set(request.id, (repeated.get(request.id) ?? 0) + 1);
        await strike(fault, carryOut, (message) => buffers[pipe].put(partition, entry.id, message));
      }
      await buffers[pipe].put(partition, entry.id, await carryOut());
    },
  };
}

type Answer = string | null;

async function strike(
  fault: CallFault,
  carryOut: () => Promise<Answer>,
  put: (answer: Answer) => Promise<void>,
): Promise<void> {
  switch (fault) {
    case 'crashAfterCall':
      await carryOut();
      return;
    case 'answeredTwice':
      await put(await carryOut());
  }
}

function readRequest(pipe: Pipe, message: string): ActionRequest | DataRequest | RunRequest {
  const request = parseJson(message);
  return pipe === 'actions' ? actionRequest.parse(request) : runRequest.or(dataRequest).parse(request);
}
