import { Command } from 'commander';
import { checkDocuments } from '../configuration/check-documents.js';
import { readDocuments } from '../configuration/read-documents.js';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';

export function validateCommand(shell: Shell): Command {
  return new Command('validate')
    .description('check YAML and JSON files without a running system; all that they refer to must be among them')
    .requiredOption('-f, --file <path...>', 'files, or folders with such files')
    .option('--json', 'answer as JSON')
    .action((options: ValidateOptions) => validate(shell, options));
}

interface ValidateOptions {
  file: string[];
  json?: boolean;
}

async function validate(shell: Shell, { file, json = false }: ValidateOptions): Promise<void> {
  const documents = await readDocuments(file, shell.host);
  const findings = checkDocuments(documents);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (json) {
    shell.printJson({ documents: documents.length, findings: findings.map((finding) => ({ ...finding })) });
  } else {
    for (const { severity, place, title, path, code, message } of findings) {
      shell.print(`${severity.padEnd(7)}  ${place}  ${title}${path === '' ? '' : `  ${path}`}: ${message}  [${code}]`);
    }
    shell.print(`${documents.length} documents, ${errors.length} errors, ${findings.length - errors.length} warnings`);
  }
  if (errors.length > 0) throw new Failure('The documents cannot be applied as they are');
}
