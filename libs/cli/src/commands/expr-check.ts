import {
  type Expectation,
  expectedTypes,
  type FieldShape,
  journeyProperties,
  parse,
  prepare,
  references,
  referencesAsJson,
  type Scope,
  scopeOfContext,
  typeName,
} from '@waystream/expression';
import { Command } from 'commander';
import { expectsOption } from '../expressions/expects-option.js';
import { expressionArgument } from '../expressions/expression-argument.js';
import { readInputs } from '../expressions/read-inputs.js';
import { referencesInWords } from '../expressions/references-in-words.js';
import { showPlaces } from '../expressions/show-places.js';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';

export function checkCommand(shell: Shell): Command {
  return new Command('check')
    .description('show the type of an expression and what it reads, or every error with its place')
    .addArgument(expressionArgument())
    .option(
      '-f, --file <path>',
      'an example in JSON or YAML of what may be read, formed as for evaluate, - reads the standard input; without it ' +
        'everything may be read and its type is not known',
    )
    .addOption(expectsOption())
    .option('--json', 'answer as JSON')
    .action((expression: string, options: CheckOptions) => check(shell, expression, options));
}

interface CheckOptions {
  file?: string;
  expects?: Expectation;
  json?: boolean;
}

async function check(shell: Shell, expression: string, { file, expects, json = false }: CheckOptions): Promise<void> {
  const { text, context } = await readInputs(shell, { expression, file });
  const prepared = prepare(text, context ? scopeOfContext(context) : OPEN_SCOPE, expectedTypes(expects));
  const errors = prepared.ok ? [] : prepared.issues;
  if (json) {
    shell.printJson({
      type: prepared.ok ? typeName(prepared.type) : null,
      references: referencesAsJson(references(parse(text).ast)),
      errors: errors.map((error) => ({ ...error })),
    });
  } else if (prepared.ok) {
    const [first = 'nothing', ...others] = referencesInWords(prepared.references);
    shell.print(`type   ${typeName(prepared.type)}`);
    shell.print(`reads  ${first}`);
    for (const line of others) shell.print(`       ${line}`);
  } else {
    for (const line of showPlaces(text, errors)) shell.print(line);
  }
  if (errors.length > 0) throw new Failure('The expression cannot be used as it is');
}

const ANY: FieldShape = { kind: 'any' };

/** Without an example nothing is known about what is read, so only the expression itself is judged. */
const OPEN_SCOPE: Scope = {
  event: () => ANY,
  dataSource: () => ({ shape: ANY }),
  action: () => ANY,
  journey: journeyProperties,
  names: { events: [], dataSources: {}, actions: [] },
};
