import {
  createRecordReader,
  endOfSimulation,
  type SimulatedVersions,
  type SimulationPlan,
  simulatedVersions,
} from '@waystream/journey';
import { examineDocuments } from '../configuration/check-documents.js';
import type { ConfigDocument } from '../configuration/config-document.js';
import { Failure, usageFailure } from '../failure.js';
import { readProfiles } from './read-profiles.js';
import { type RefusedRecord, readRecording } from './read-recording.js';
import { readStubs } from './read-stubs.js';

/** The texts of the files that a simulation is made of. */
export interface SimulationFiles {
  readonly events: string;
  readonly profiles: string | undefined;
  readonly stubs: string | undefined;
}

export interface SimulationChoice {
  /** The name of the journey that people enter; without it, they enter all of them. */
  readonly journey: string | undefined;
  /** A duration after the last event, or a time. */
  readonly until: string | undefined;
  readonly seed: string | undefined;
  /** The only person whose way is told; without one, those of all, or of nobody. */
  readonly person: string | undefined;
  readonly everyWay: boolean;
  /** Drafts have no time of their own; this one stands in their records. */
  readonly nowText: string;
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
  { journey, until: wanted, seed, person, everyWay, nowText }: SimulationChoice,
): PlannedSimulation {
  const { catalogue, versions } = draftsOf(documents, journey, nowText);
  const read = createRecordReader({ catalogue, versions, sandbox: SANDBOX });
  const { events, records, refused } = readRecording(files.events, read);
  const until = endOfSimulation(wanted, events);
  if (until === null) throw usageFailure(`"${wanted}" is neither a duration such as P30D nor a time in RFC 3339`);
  const plan = {
    versions,
    catalogue,
    events,
    profiles: readProfiles(documents, files.profiles, SANDBOX),
    stubs: readStubs(files.stubs),
    until,
    ...(seed !== undefined && { seed }),
    bounds: person === undefined ? (everyWay ? {} : FIGURES_ONLY) : { only: new Set([person]) },
  };
  return { plan, records, refused };
}

/** The journeys of the documents, each as the first draft of its own. */
function draftsOf(
  documents: readonly ConfigDocument[],
  chosen: string | undefined,
  nowText: string,
): { catalogue: SimulationPlan['catalogue']; versions: SimulatedVersions } {
  const { catalogue, findings } = examineDocuments(documents);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const details = errors.map(({ place, title, path, message }) => `${place}  ${title}  ${path}: ${message}`);
    throw new Failure('The documents cannot be simulated as they are', { details });
  }
  const journeys = documents.filter(({ kind }) => kind === 'Journey');
  if (journeys.length === 0) throw usageFailure('There is no journey among the documents');
  for (const { name, content } of journeys) {
    const record = { uid: name, journeyUid: name, version: 1, status: 'live', document: content };
    catalogue.set('version', name, { ...record, createdAt: nowText, modifiedAt: nowText });
  }
  const names = journeys.map(({ name }) => name);
  if (chosen !== undefined && !names.includes(chosen)) {
    throw usageFailure(`There is no journey "${chosen}" among the documents`, names);
  }
  return { catalogue, versions: simulatedVersions(catalogue, chosen === undefined ? names : [chosen]) };
}
