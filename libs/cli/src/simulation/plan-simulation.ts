import { toRfc3339 } from '@waystream/core';
import {
  createRecordReader,
  type SimulatedVersions,
  type SimulationPlan,
  simulatedVersions,
  simulationSpan,
} from '@waystream/journey';
import { examineDocuments } from '../configuration/check-documents.js';
import type { ConfigDocument } from '../configuration/config-document.js';
import { Failure, usageFailure } from '../failure.js';
import { readProfiles } from './read-profiles.js';
import { type RefusedRecord, readRecording } from './read-recording.js';
import { readStubs } from './read-stubs.js';

/** The texts of the files that a simulation is made of. */
export interface SimulationFiles {
  /** Nothing happens beside the runs that schedules begin, without one. */
  readonly events: string | undefined;
  readonly profiles: string | undefined;
  readonly stubs: string | undefined;
}

export interface SimulationChoice {
  /** The name of the journey that people enter; without it, they enter all of them. */
  readonly journey: string | undefined;
  /** A time; else the first event, or now. */
  readonly from: string | undefined;
  /** A duration after the last event, or a time. */
  readonly until: string | undefined;
  readonly seed: string | undefined;
  /** The only person whose way is told; without one, those of all, or of nobody. */
  readonly person: string | undefined;
  readonly everyWay: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface PlannedSimulation {
  readonly plan: SimulationPlan;
  readonly records: number;
  readonly refused: RefusedRecord[];
}

const FIGURES_ONLY = { mostPeople: 0, mostSends: 0 } as const;

/** Nothing is stored, so the simulation has a sandbox to itself. */
const SANDBOX = 'simulation';

/** Makes a plan of what files hold. Throws `Failure` for documents with errors and for files that cannot be read. */
export function planSimulation(
  documents: readonly ConfigDocument[],
  files: SimulationFiles,
  { journey, from, until, seed, person, everyWay, now }: SimulationChoice,
): PlannedSimulation {
  const { catalogue, versions } = draftsOf(documents, journey, now);
  if (files.events === undefined && !versions.chosen.some(beginsBySchedule)) {
    throw usageFailure('Nothing would happen without --events: no journey begins by reading an audience');
  }
  const read = createRecordReader({ catalogue, versions, sandbox: SANDBOX });
  const { events, records, refused } = readRecording(files.events ?? '', read);
  const { span, flaw } = simulationSpan({ from, until }, events, now);
  if (flaw) throw usageFailure(`--${flaw.path} ${flaw.message}`);
  const plan = {
    versions,
    catalogue,
    events,
    ...readProfiles(documents, files.profiles, { sandbox: SANDBOX, catalogue }),
    stubs: readStubs(files.stubs),
    from: span.from,
    until: span.until,
    ...(seed !== undefined && { seed }),
    bounds: person === undefined ? (everyWay ? {} : FIGURES_ONLY) : { only: new Set([person]) },
  };
  return { plan, records, refused };
}

function beginsBySchedule({ run }: SimulatedVersions['chosen'][number]): boolean {
  return run !== null && run.event === null;
}

/** The journeys of the documents, each as the first draft of its own. */
function draftsOf(
  documents: readonly ConfigDocument[],
  chosen: string | undefined,
  now: number,
): { catalogue: SimulationPlan['catalogue']; versions: SimulatedVersions } {
  const { catalogue, findings } = examineDocuments(documents);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const details = errors.map(({ place, title, path, message }) => `${place}  ${title}  ${path}: ${message}`);
    throw new Failure('The documents cannot be simulated as they are', { details });
  }
  const journeys = documents.filter(({ kind }) => kind === 'Journey');
  if (journeys.length === 0) throw usageFailure('There is no journey among the documents');
  // Drafts have no time of their own.
  const at = toRfc3339(now);
  for (const { name, content } of journeys) {
    const record = { uid: name, journeyUid: name, version: 1, status: 'live', document: content };
    catalogue.set('version', name, { ...record, createdAt: at, modifiedAt: at });
  }
  const names = journeys.map(({ name }) => name);
  if (chosen !== undefined && !names.includes(chosen)) {
    throw usageFailure(`There is no journey "${chosen}" among the documents`, names);
  }
  return { catalogue, versions: simulatedVersions(catalogue, chosen === undefined ? names : [chosen]) };
}
