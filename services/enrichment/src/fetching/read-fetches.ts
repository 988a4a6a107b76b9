import { parseJson } from '@waystream/core';
import { type DataRequest, dataRequest, parsePersonId } from '@waystream/journey';
import type { DeadLetter, StreamEntry } from '@waystream/redis';

export interface ReadFetches {
  requests: { entryId: string; request: DataRequest }[];
  dead: { entryId: string; letter: DeadLetter }[];
}

/** Entries of a fetches stream, parsed once; what nobody can read becomes a dead letter and the stream goes on. */
export function readFetches(entries: readonly StreamEntry[], at: string): ReadFetches {
  const read: ReadFetches = { requests: [], dead: [] };
  for (const { id: entryId, message } of entries) {
    try {
      const request = dataRequest.parse(parseJson(message));
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
