import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Deadline } from './deadline.js';
import type { Message } from './message.js';
import type { Lane } from './origin-lanes.js';

/** What came of one try. `bytes` is absent when the answer was larger than allowed. */
export type Exchange =
  | { kind: 'answered'; httpStatus: number; headers: IncomingHttpHeaders; bytes: Buffer | undefined }
  | { kind: 'failed'; error: Error }
  | { kind: 'expired' };

/**
 * Sends a request and reads its answer to the end, so that the connection can be used again. Works on undici's dispatch level: no
 * stream and no abort signal are made for answers that fit into a few chunks.
 */
export function exchange(lane: Lane, message: Message, deadline: Deadline, maxBytes: number): Promise<Exchange> {
  return new Promise((resolve) => {
    let settled = false;
    let abort = () => {};
    const settle = (result: Exchange) => {
      settled = true;
      resolve(result);
    };
    const answer = collectAnswer(maxBytes);
    const leave = () => {
      lane.underWay--;
    };
    lane.underWay++;
    deadline.whenExpired(() => {
      if (settled) return;
      settle({ kind: 'expired' });
      abort();
    });
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        abort = () => controller.abort(new Error('no longer awaited'));
        // A request that waited for a connection until its time was up must not be sent any more.
        if (settled) abort();
      },
      onResponseStart(_, httpStatus, headers) {
        answer.begin(httpStatus, headers);
      },
      onResponseData(_, chunk) {
        if (answer.add(chunk) || settled) return;
        settle(answer.end());
        abort();
      },
      onResponseEnd() {
        leave();
        if (!settled) settle(answer.end());
      },
      onResponseError(_, error) {
        leave();
        if (!settled) settle({ kind: 'failed', error });
      },
    };
    lane.pool.dispatch(message, handler);
  });
}

/** Gathers the body up to the limit; `add` answers false once it is passed. */
function collectAnswer(maxBytes: number) {
  let httpStatus = 0;
  let headers: IncomingHttpHeaders = {};
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    begin(status: number, received: IncomingHttpHeaders) {
      httpStatus = status;
      headers = received;
    },
    add(chunk: Buffer): boolean {
      size += chunk.length;
      if (size > maxBytes) return false;
      chunks.push(chunk);
      return true;
    },
    end(): Exchange {
      const bytes = size > maxBytes ? undefined : joined(chunks, size);
      return { kind: 'answered', httpStatus, headers, bytes };
    },
  };
}

/** Most answers arrive as one chunk, which then needs no copy. */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const [first] = chunks;
  return first && chunks.length === 1 ? first : Buffer.concat(chunks, size);
}
