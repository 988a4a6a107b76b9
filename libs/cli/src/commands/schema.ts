import { journeyDocumentSchema } from '@waystream/journey';
import { Argument, Command } from 'commander';
import type { Shell } from '../shell.js';

export function schemaCommand(shell: Shell): Command {
  return new Command('schema')
    .description('print the JSON Schema of a kind of document, for editors')
    .addArgument(new Argument('<kind>', 'what to describe').choices(['journey']))
    .action(() => shell.printJson(journeyDocumentSchema()));
}
