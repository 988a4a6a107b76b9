import { didYouMean } from '@waystream/core';
import { type CatalogueEntry, functionCatalogue } from '@waystream/expression';
import { Command } from 'commander';
import { functionInWords } from '../expressions/function-in-words.js';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';

export function functionsCommand(shell: Shell): Command {
  return new Command('functions')
    .description('show the functions of expressions: how they are called, what they do, and examples')
    .argument('[name]', 'only this one')
    .option('--json', 'answer as JSON')
    .action((name: string | undefined, options: FunctionsOptions) => functions(shell, name, options));
}

interface FunctionsOptions {
  json?: boolean;
}

function functions(shell: Shell, name: string | undefined, { json = false }: FunctionsOptions): void {
  if (name !== undefined) {
    const found = functionNamed(name);
    if (json) shell.printJson(asJson(found));
    else for (const line of functionInWords(found, shell.paint)) shell.print(line);
    return;
  }
  if (json) shell.printJson(functionCatalogue.map(asJson));
  else for (const line of allInWords(shell)) shell.print(line);
}

function functionNamed(name: string): CatalogueEntry {
  const found = functionCatalogue.find((entry) => entry.name === name);
  if (found) return found;
  const names = functionCatalogue.map((entry) => entry.name);
  throw new Failure(`There is no function "${name}"${didYouMean(name, names)}`, {
    details: ['waystream expr functions shows all of them'],
  });
}

function asJson({ signatures, example, ...entry }: CatalogueEntry) {
  return { ...entry, signatures: [...signatures], example: { ...example } };
}

/** Group by group, with an empty line between functions. */
function allInWords({ paint }: Shell): string[] {
  const groups = [...new Set(functionCatalogue.map(({ group }) => group))];
  return groups.flatMap((group) => [
    paint('cyan', group),
    ...functionCatalogue
      .filter((entry) => entry.group === group)
      .flatMap((entry) => [...functionInWords(entry, paint).map((line) => `  ${line}`), '']),
  ]);
}
