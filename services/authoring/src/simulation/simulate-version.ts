import { AppError, type Clock, DAY_MS, type Json, type JsonObject } from '@waystream/core';
import {
  type Catalogue,
  createRecordReader,
  createSimulation,
  personId,
  type Recorded,
  type RecordReader,
  readMemberships,
  type SimulatedVersions,
  type SimulationPlan,
  type SimulationResult,
  simulatedVersions,
  simulationSpan,
} from '@waystream/journey';
import type { Configuration } from '../configuration/configuration.js';
import { readDocument } from '../definitions/read-document.js';
import { findVersion } from '../versions/find-version.js';
import { requireValid } from '../versions/require-valid.js';
import { inSlices } from './in-slices.js';
import { type ReceivedSimulation, receivedSimulation } from './simulation-request.js';

export type SimulationAnswer = SimulationResult & { refused: RefusedRecord[] };

/** A record that was not played: its place in `events`, and the field. */
export type RefusedRecord = { index: number; field: string; message: string };

/** Records or decisions between two turns of other requests; a few milliseconds' work. */
const SLICE = 50;
/** Some half a minute of work. No version of its size comes near it with as many events as a request may hold. */
const MOST_DECISIONS = 1_000_000;
const LONGEST_SPAN_MS = 400 * DAY_MS;
/** Whoever wants more names the people. */
const MOST_PEOPLE = 200;
const MOST_SENDS = 2_000;

/**
 * Plays events through a version of any status, on a virtual clock, and tells what would have happened. Nothing is sent,
 * stored or read beside the definitions. Throws `notFound`, and `invalid` for a version that cannot run, a request of
 * another form and one that asks for too much.
 */
export async function simulateVersion(
  { configuration, clock }: { configuration: Configuration; clock: Clock },
  { sandbox, uid, body }: { sandbox: string; uid: string; body: JsonObject },
): Promise<SimulationAnswer> {
  const request = readDocument(receivedSimulation, body);
  const catalogue = configuration.of(sandbox);
  const { version } = findVersion(configuration, sandbox, uid);
  requireValid(catalogue, version, 'simulated');
  const versions = simulatedVersions(catalogue, [uid]);
  const { events, refused } = await readRecords(request, createRecordReader({ catalogue, versions, sandbox }));
  const simulation = createSimulation(planOf({ sandbox, request, catalogue, versions, events, now: clock.now() }));
  await inSlices(() => {
    if (simulation.decisions() > MOST_DECISIONS) throw refusal('events', 'tooMuch', TOO_MUCH);
    return simulation.proceed(SLICE);
  });
  return { ...simulation.result(), refused };
}

const TOO_MUCH = `more than ${MOST_DECISIONS} decisions follow from these events; send fewer, or end earlier`;

async function readRecords(
  { events: records }: ReceivedSimulation,
  read: RecordReader,
): Promise<{ events: Recorded[]; refused: RefusedRecord[] }> {
  const events: Recorded[] = [];
  const refused: RefusedRecord[] = [];
  const readOne = (record: Json, index: number) => {
    const { recorded, flaws } = read(record);
    const [first] = flaws;
    if (recorded) events.push(...recorded);
    else refused.push({ index, field: first?.path ?? '', message: first?.message ?? 'cannot be read' });
  };
  let at = 0;
  await inSlices(() => {
    for (const end = at + SLICE; at < Math.min(end, records.length); at++) readOne(records[at] ?? null, at);
    return at < records.length;
  });
  return { events, refused };
}

interface PlanParts {
  sandbox: string;
  request: ReceivedSimulation;
  catalogue: Catalogue;
  versions: SimulatedVersions;
  events: Recorded[];
  now: number;
}

function planOf({ sandbox, request, catalogue, versions, events, now }: PlanParts): SimulationPlan {
  const { stubs, seed, people } = request;
  const { span, flaw } = simulationSpan(request, events, now);
  if (flaw) throw refusal(flaw.path, flaw.code, flaw.message);
  const { from, until, eventsEnd } = span;
  if (until - eventsEnd > LONGEST_SPAN_MS)
    throw refusal('until', 'tooLong', 'is more than 400 days after the last event');
  const idOf = (key: string) => personId({ sandbox, namespace: versions.chosen[0]?.namespace ?? '', key });
  const audiences = Object.entries(request.audiences).map(([key, given]) => {
    const { memberships, flaw } = readMemberships(given, catalogue);
    if (!memberships) throw refusal(`audiences/${key}`, 'unknownAudience', flaw);
    return [idOf(key), memberships] as const;
  });
  return {
    versions,
    catalogue,
    events,
    profiles: new Map(Object.entries(request.profiles).map(([key, attributes]) => [idOf(key), attributes])),
    audiences: new Map(audiences),
    stubs,
    from,
    until,
    ...(seed !== undefined && { seed }),
    bounds: people ? { only: new Set(people) } : { mostPeople: MOST_PEOPLE, mostSends: MOST_SENDS },
  };
}

function refusal(field: string, code: string, message: string): AppError {
  return new AppError('invalid', `${field}: ${message}`, { flaws: [{ path: `/${field}`, code, message }] });
}
