import { decodePerson, personId } from '@waystream/journey';
import { loadPeople, openStore } from '@waystream/redis';
import type { Environment } from '../host.js';
import { NAMESPACE } from './hotel-journey.js';

/** As the services read them, with the same defaults. */
const DEFAULT_SANDBOX = 'prod';
const DEFAULT_PREFIX = 'ws';
const DEFAULT_PARTITIONS = '16';

/** Which of the visitors are inside the version, read from where the evaluator keeps them. */
export async function whoIsInside(
  visitors: readonly string[],
  versionUid: string,
  { env, redis }: { env: Environment; redis: readonly string[] },
): Promise<Set<string>> {
  const sandbox = env.WAYSTREAM_SANDBOX || DEFAULT_SANDBOX;
  const keyPrefix = env.WAYSTREAM_KEY_PREFIX || DEFAULT_PREFIX;
  const partitions = Number(env.WAYSTREAM_PARTITIONS || DEFAULT_PARTITIONS);
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const store = await openStore({ redisUrls: redis, keyPrefix, partitions }, silent);
  try {
    const states = await Promise.all(
      visitors.map((key) => {
        const person = personId({ sandbox, namespace: NAMESPACE, key });
        return loadPeople(store, store.keyspace.partitionOf(person), [person]);
      }),
    );
    const isInside = ([state]: (string | null)[]) =>
      state != null && decodePerson(state).instances.some(({ version }) => version === versionUid);
    return new Set(visitors.filter((_, index) => isInside(states[index] ?? [])));
  } finally {
    await store.connections.close();
  }
}
