import type { Recorded, RecordReader } from '@waystream/journey';
import { readLines } from './read-lines.js';

/** A record that cannot be played; `line` counts from 1. */
export type RefusedRecord = {
  readonly line: number;
  /** Where in the record, with dots; empty for the whole. */
  readonly field: string;
  readonly message: string;
};

/** The events of a recording, one record a line. A record that cannot be played is told with its line; nothing is lost. */
export function readRecording(
  text: string,
  read: RecordReader,
): { events: Recorded[]; records: number; refused: RefusedRecord[] } {
  const events: Recorded[] = [];
  const refused: RefusedRecord[] = [];
  const lines = readLines(text);
  for (const { line, value, error } of lines) {
    if (error !== null) {
      refused.push({ line, field: '', message: `is not valid JSON: ${error}` });
      continue;
    }
    const { recorded, flaws } = read(value);
    const [first] = flaws;
    if (recorded) events.push(...recorded);
    else refused.push({ line, field: first?.path ?? '', message: first?.message ?? 'cannot be read' });
  }
  return { events, records: lines.length, refused };
}

/** `line 3, payload.total: must be a number` */
export function refusalInWords({ line, field, message }: RefusedRecord): string {
  return `line ${line}${field === '' ? '' : `, ${field}`}: ${message}`;
}
