export { type AnswerBuffer, createAnswerBuffer } from './answer-buffer.js';
export { type AudienceAddress, countMembers, membersAfter } from './audience-members.js';
export {
  bringPortion,
  closeRun,
  findRun,
  latestScheduledMs,
  listRuns,
  type OpenRun,
  openRun,
  postponeRun,
  type RunPosition,
  runPosition,
} from './audience-runs.js';
export { carryOut, mayBeMoved } from './carry-out.js';
export { type CatalogueChange, type Catalogues, type CataloguesOptions, followCatalogues } from './catalogues.js';
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
export { isConnectionError } from './connection-error.js';
export { Consumer, type ConsumerOptions } from './consumer.js';
export {
  DEAD_LETTER_REASONS,
  type DeadLetter,
  type DeadLetterReason,
  deadLetterText,
  listDeadLetters,
  putAside,
} from './dead-letters.js';
export { eraseDeadLetters } from './erase-dead-letters.js';
export { eraseSteps } from './erase-steps.js';
export { evaluatedAudiences, forgetEvaluated, noteEvaluated } from './evaluated-audiences.js';
export type { OwnedPartition } from './holding.js';
export { type Acceptance, type AcceptLimits, type Arrival, accept, backlogs, deliver, oldestMessage } from './inbox.js';
export { changeMembership, createProfileJudge, type ProfileJudge } from './judge-profile.js';
export { createKeyspace, type Keyspace, type Role } from './keyspace.js';
export { leavePlaces } from './leave-places.js';
export { mayPass } from './may-pass.js';
export { type MemoryUse, measureMemory } from './memory-use.js';
export type { RedisClient } from './open-client.js';
export { openStore, type StoreSettings } from './open-store.js';
export { LEASE_MS, type Member } from './ownership.js';
export { openParkedCalls, type ParkedCalls } from './parked-calls.js';
export { eachPerson, loadPeople, markSwept, sweptOrders } from './people.js';
export { type PersonLog, readPeopleLogs, readPersonLog, recordsOf, stateOf } from './person-log.js';
export { measureLags, type PipeLag } from './pipe-lags.js';
export { type PipeMeasure, setAges, watchPipe } from './pipe-watch.js';
export { type AudienceMove, changeProfiles, type ProfileChange } from './profile-changes.js';
export { type Profile, UnreadableProfile } from './profile-text.js';
export {
  eachProfiledPerson,
  type Judge,
  loadProfile,
  loadProfiles,
  removeProfile,
  saveProfile,
  updateProfile,
} from './profiles.js';
export type { Reporter } from './reporter.js';
export { expireTallies, readSteps, readTally, type Tally, tallySteps } from './reports.js';
export { requestsSettled } from './requests-about.js';
export { reserve } from './reservations.js';
export { openRetryQueue, type RetryQueue, type WaitingCall } from './retry-queue.js';
export { openScheduleQueue, type ScheduledJob, type ScheduleQueue } from './schedule-queue.js';
export { loadScripts, type RunScript } from './script.js';
export type { Store } from './store.js';
export { isOutOfMemory, storeAnswer, storeFailure } from './store-failure.js';
export type { StreamEntry } from './stream-reading.js';
export { enterTest, lastTestEntrance, peopleOfTest } from './test-entrances.js';
export { duePeople, measureTimers, nextDue, type TimerMeasure } from './timers.js';
