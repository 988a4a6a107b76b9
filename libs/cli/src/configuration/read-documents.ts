import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import { usageFailure } from '../failure.js';
import type { Environment } from '../host.js';
import { parseYaml } from '../input/parse-yaml.js';
import { type ConfigDocument, KINDS } from './config-document.js';
import { fillPlaceholders } from './fill-placeholders.js';
import { toDocument } from './to-document.js';

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads the documents of files and folders (all `.yaml`, `.yml` and `.json` below them), in the order in which they can
 * be applied. `${NAME}` in any text stands for a variable of the environment. Throws one `Failure` with every flaw.
 */
export async function readDocuments(
  paths: readonly string[],
  { cwd, env }: { cwd: string; env: Environment },
): Promise<ConfigDocument[]> {
  const files = (await Promise.all(paths.map((path) => filesBelow(resolve(cwd, path), path)))).flat();
  const flaws: string[] = [];
  const documents: ConfigDocument[] = [];
  for (const file of files) {
    const shown = relative(cwd, file) || file;
    for (const { value, line, errors } of parseYaml(await readFile(file, 'utf8'))) {
      flaws.push(...errors.map((error) => `${shown}: ${error}`));
      if (errors.length > 0 || value === null) continue;
      const place = `${shown}:${line}`;
      const filled = fillPlaceholders(value, env);
      flaws.push(...filled.missing.map((name) => `${place}: the variable ${name} is not set`));
      const document = toDocument(filled.value, place);
      if (typeof document === 'string') flaws.push(`${place}: ${document}`);
      else documents.push(document);
    }
  }
  if (flaws.length > 0) throw usageFailure('The configuration cannot be read', flaws);
  if (documents.length === 0) throw usageFailure(`There are no documents in ${paths.join(', ')}`);
  return documents.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

async function filesBelow(path: string, given: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw usageFailure(`There is no file or folder ${given}`);
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => EXTENSIONS.includes(extname(name)))
    .sort()
    .map((name) => join(path, name));
}
