import { parseJson } from '@waystream/core';
import { type DataRequest, dataRequest, parsePersonId, type RunRequest, runRequest } from '@waystream/journey';
import type { DeadLetter, StreamEntry } from '@waystream/redis';
import { z } from 'zod';

export interface ReadFetches {
  requests: { entryId: string; request: DataRequest }[];
  runs: { entryId: string; run: RunRequest }[];
  dead: { entryId: string; letter: DeadLetter }[];
}

const anyRequest = z.union([dataRequest, runRequest]);

/** Entries of a fetches stream, parsed once; what nobody can read becomes a dead letter and the stream goes on. */
export function readFetches(entries: readonly StreamEntry[], at: string): ReadFetches {
  const read: ReadFetches = { requests: [], runs: [], dead: [] };
  for (const { id: entryId, message } of entries) {
    try {
      const request = anyRequest.parse(parseJson(message));
      if (request.kind === 'run') {
        read.runs.push({ entryId, run: request });
        continue;
      }
      // Everything after this may rely on the form of the person's id.
      parsePersonId(request.person);
      read.requests.push({ entryId, request });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const letter: DeadLetter = { source: 'enrichment fetches', reason: 'unreadable', detail, message, at };
      read.dead.push({ entryId, letter });
    }
  }
  return read;
}
