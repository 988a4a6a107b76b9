import { Command } from 'commander';
import { type Applied, applyDocuments } from '../configuration/apply-documents.js';
import { readDocuments } from '../configuration/read-documents.js';
import type { Shell } from '../shell.js';

export function applyCommand(shell: Shell): Command {
  return new Command('apply')
    .description('create or change what YAML and JSON files describe; applying them again changes nothing')
    .requiredOption(
      '-f, --file <path...>',
      'files, or folders with such files; a name in braces after $ stands for a variable',
    )
    .option('--publish', 'publish the journeys, as "publish: true" in a journey does')
    .option('--json', 'answer as JSON')
    .action((options: ApplyOptions) => apply(shell, options));
}

interface ApplyOptions {
  file: string[];
  publish?: boolean;
  json?: boolean;
}

async function apply(shell: Shell, { file, publish = false, json = false }: ApplyOptions): Promise<void> {
  const documents = await readDocuments(file, shell.host);
  const results: Applied[] = [];
  const applied = (one: Applied) => {
    results.push(one);
    if (!json) shell.print(`${one.outcome.padEnd(9)}  ${one.title}${one.note === undefined ? '' : `  (${one.note})`}`);
  };
  await applyDocuments(shell.api, documents, { publish, applied });
  if (json) shell.printJson(results.map((one) => ({ ...one })));
}
