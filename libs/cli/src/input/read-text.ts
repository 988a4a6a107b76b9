import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageFailure } from '../failure.js';
import type { Host } from '../host.js';

/** The text of a file, or of the standard input when the path is `-`. Throws `Failure` when there is no such file. */
export async function readText({ cwd, stdin }: Pick<Host, 'cwd' | 'stdin'>, path: string): Promise<string> {
  if (path !== '-') {
    return readFile(resolve(cwd, path), 'utf8').catch(() => {
      throw usageFailure(`The file ${path} cannot be read`);
    });
  }
  // A character may be spread over two parts, so they are joined before they are read.
  const parts: Uint8Array[] = [];
  for await (const part of stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  return Buffer.concat(parts).toString('utf8');
}
