import { type ActionRequest, actionRequest, type DataRequest, dataRequest } from '@waystream/journey';
import { createAnswerBuffer, type Store } from '@waystream/redis';
import type { CallFault, Move, Pipe } from '../moves/move.js';
import { type Memory, readOldest, streamAt } from '../redis/memory.js';
import type { OutsideWorld } from './outside-world.js';

/** Whoever carries requests out and brings the answers: the dispatcher and enrichment, as far as exactly-once goes. */
export interface Callers {
  answer(move: Omit<Extract<Move, { move: 'answer' }>, 'move'>): Promise<void>;
  waiting(partition: number, pipe: Pipe): number;
  /** Request id → how often a fault had it made once more. */
  readonly repeated: ReadonlyMap<string, number>;
}

export function createCallers(store: Store, memory: Memory, world: OutsideWorld): Callers {
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
      const call = () => JSON.stringify(world.answer(request));
      for (const fault of faults) {
        repeated.set(request.id, (repeated.get(request.id) ?? 0) + 1);
        await strike(fault, call, (message) => buffers[pipe].put(partition, entry.id, message));
      }
      await buffers[pipe].put(partition, entry.id, call());
    },
  };
}

async function strike(fault: CallFault, call: () => string, put: (message: string) => Promise<void>): Promise<void> {
  switch (fault) {
    case 'crashAfterCall':
      call();
      return;
    case 'answeredTwice':
      await put(call());
  }
}

function readRequest(pipe: Pipe, message: string): ActionRequest | DataRequest {
  return pipe === 'actions' ? actionRequest.parse(JSON.parse(message)) : dataRequest.parse(JSON.parse(message));
}
