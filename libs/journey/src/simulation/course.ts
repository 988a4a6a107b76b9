import type { Agenda } from './agenda.js';
import type { Answering } from './answer-requests.js';
import type { Ledger } from './ledger.js';
import type { SimulatedVersions } from './simulated-versions.js';

/** A simulation under way: where the virtual clock stands, what is to come, and all that remembers what has been. */
export interface Course extends Answering {
  readonly versions: SimulatedVersions;
  readonly ledger: Ledger;
  readonly agenda: Agenda<() => void>;
  /** Epoch milliseconds when it begins, and up to which people are followed. */
  readonly from: number;
  readonly until: number;
  now: number;
  /** Decisions so far; whatever else takes about as long counts as one. */
  decisions: number;
}
