export { type AnswerBuffer, createAnswerBuffer } from './answer-buffer.js';
export { type Catalogues, type CataloguesOptions, followCatalogues } from './catalogues.js';
export { type CommitResult, commitRound, type Round } from './commit.js';
export {
  type ConfigChange,
  type ConfigFeed,
  type ConfigRecord,
  type ConfigWrite,
  type Expected,
  followConfig,
  saveConfig,
  saveConfigs,
} from './config-store.js';
export { connectRedis, type RedisConnections } from './connection.js';
export { Consumer, type ConsumerOptions } from './consumer.js';
export {
  DEAD_LETTER_REASONS,
  type DeadLetter,
  type DeadLetterReason,
  deadLetterText,
  listDeadLetters,
  putAside,
} from './dead-letters.js';
export type { OwnedPartition } from './holdings.js';
export { type Acceptance, type AcceptLimits, type Arrival, accept, backlogs, deliver } from './inbox.js';
export { createKeyspace, type Keyspace, type Role } from './keyspace.js';
export type { RedisClient } from './open-client.js';
export { openStore, type StoreSettings } from './open-store.js';
export { LEASE_MS, type Member } from './ownership.js';
export { eachPerson, loadPeople, markSwept, sweptVersions } from './people.js';
export { type PipeMeasure, setAges, watchPipe } from './pipe-watch.js';
export { loadProfile, loadProfiles, type Profile, removeProfile, saveProfile, updateProfile } from './profiles.js';
export type { Reporter } from './reporter.js';
export { readSteps, readTally, type Tally, tallySteps } from './reports.js';
export { reserve } from './reservations.js';
export { openRetryQueue, type RetryQueue, type WaitingCall } from './retry-queue.js';
export { loadScripts, type RunScript } from './script.js';
export type { Store } from './store.js';
export { isOutOfMemory, storeAnswer, storeFailure } from './store-failure.js';
export type { StreamEntry } from './stream-reading.js';
export { duePeople, nextDue } from './timers.js';
