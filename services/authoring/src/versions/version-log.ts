import { AppError, fromRfc3339, MINUTE_MS, toRfc3339 } from '@waystream/core';
import {
  type InstanceLog,
  instanceLogs,
  type JourneyVersion,
  outlineOf,
  parsePersonId,
  type VersionLog,
  versionKey,
} from '@waystream/journey';
import { type PersonLog, peopleOfTest, readPeopleLogs, recordsOf, type Store, storeAnswer } from '@waystream/redis';
import type { Configuration } from '../configuration/configuration.js';
import { type PageQuery, pageOf } from '../http/page.js';
import { findVersion, nameOfVersion } from './find-version.js';

/** Clocks of services differ by less. */
const SKEW_MS = MINUTE_MS;

/**
 * What became of everybody who takes part in the test of a version. The test knows who that is, so nobody else is looked
 * at. Throws `notFound`, `wrongState` for a version that is not under test, `unavailable` without Redis.
 */
export async function readVersionLog(
  { store, configuration }: { store: Store; configuration: Configuration },
  { sandbox, uid }: { sandbox: string; uid: string },
  page: PageQuery,
): Promise<VersionLog> {
  const { version } = findVersion(configuration, sandbox, uid);
  const { session, startedAt } = testOf(version);
  const startedMs = fromRfc3339(startedAt) ?? 0;
  const people = await storeAnswer(peopleOfTest(store, session));
  const logs = await storeAnswer(readPeopleLogs(store, people, startedMs - SKEW_MS));
  const lostUntil = Math.max(startedMs, ...[...logs.values()].map(({ since }) => since ?? 0));
  const { items, nextCursor } = pageOf(instancesOf(version, logs), latestFirst, page);
  return { items: [...items], nextCursor, logSince: lostUntil > startedMs ? toRfc3339(lostUntil) : null };
}

function testOf(version: JourneyVersion): NonNullable<JourneyVersion['test']> {
  if (version.status === 'test' && version.test) return version.test;
  throw new AppError(
    'wrongState',
    `${nameOfVersion(version)} is ${version.status} and not under test, and only a test has a log of everybody; GET /profiles/{namespace}/{id}/explain tells what happened to one person`,
  );
}

function instancesOf(version: JourneyVersion, logs: ReadonlyMap<string, PersonLog>): InstanceLog[] {
  const place = { outline: outlineOf(version), versionKey: versionKey(version) };
  return [...logs].flatMap(([person, log]) => instanceLogs(parsePersonId(person), recordsOf(log), place));
}

/** A key by which later entrances come before earlier ones. */
function latestFirst({ enteredAt, instance }: InstanceLog): string {
  const atMs = (enteredAt && fromRfc3339(enteredAt)) || 0;
  return `${String(Number.MAX_SAFE_INTEGER - atMs).padStart(16, '0')} ${instance}`;
}
