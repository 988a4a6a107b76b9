import { SECOND_MS } from '@waystream/core';
import { connectRedis } from '@waystream/redis';
import { Failure } from '../failure.js';

/** Time for a server to come up, or to load a large file of appended writes. */
const PATIENCE_MS = 60 * SECOND_MS;

/**
 * Resolves when Redis answers; meanwhile it is tried again and again, and `late` hears of the first failure.
 * Throws `Failure` when it never does.
 */
export async function redisAnswers(
  addresses: readonly string[],
  signal: AbortSignal,
  late: (text: string) => void = () => undefined,
): Promise<void> {
  signal.throwIfAborted();
  const shown = addresses.map((address) => address.replace(/\/\/[^@/]*@/, '//')).join(', ');
  const error = (fields: object) => {
    const reason = 'reason' in fields ? ` (${fields.reason})` : '';
    late(`Redis at ${shown} does not answer yet${reason}; trying again for ${PATIENCE_MS / SECOND_MS} s`);
  };
  const connections = connectRedis(addresses, { info: () => undefined, warn: () => undefined, error });
  try {
    await connections.ready(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
  } catch {
    signal.throwIfAborted();
    throw new Failure(`Redis at ${shown} does not answer`, {
      details: ['Start it, or correct WAYSTREAM_REDIS_URL, or leave that out to get a private one.'],
    });
  } finally {
    await connections.close();
  }
}
