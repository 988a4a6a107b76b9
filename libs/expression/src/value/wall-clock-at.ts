import { offsetAt, readZone } from './zone.js';

const MINUTE_MS = 60_000;

/**
 * What the clocks of a zone show at an instant, in milliseconds as if in UTC: the way back from `instantOf`. An unknown
 * zone counts as UTC there and here.
 */
export function wallClockAt(epochMs: number, timezone: string): number {
  return epochMs + offsetAt(readZone(timezone) ?? 0, epochMs) * MINUTE_MS;
}
