import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, parseJson } from '@waystream/core';

/** The log of one process of the local system, begun anew with every start. */
export interface ProcessLog {
  readonly path: string;
  /** Open for appending; what a restarted process writes follows what the one before wrote. */
  readonly descriptor: number;
}

export function openProcessLog(folder: string, name: string): ProcessLog {
  const path = join(folder, `${name}.log`);
  const descriptor = openSync(path, 'w');
  return { path, descriptor };
}

/** More than enough for a few lines, however long the log has become. */
const TAIL_BYTES = 32_768;

/** The last lines of a log, as they help to understand why a process ended. */
export function logTail({ path }: Pick<ProcessLog, 'path'>, most = 15): string[] {
  const text = endOf(path).trimEnd();
  return text === '' ? [] : text.split('\n').slice(-most).map(readable);
}

function endOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** Services log JSON; of it a person needs the time, the level, the words and what they are about. */
function readable(line: string): string {
  const entry = entryOf(line);
  if (!entry) return line;
  const { ts, level, msg, err, service: _, ...about } = entry;
  const cause = isJsonObject(err) && typeof err.message === 'string' ? `: ${err.message}` : '';
  const fields = Object.entries(about).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [ts, level, `${msg ?? ''}${cause}`, ...fields].join(' ');
}

function entryOf(line: string): JsonObject | null {
  try {
    const entry = parseJson(line);
    return isJsonObject(entry) ? entry : null;
  } catch {
    return null;
  }
}
