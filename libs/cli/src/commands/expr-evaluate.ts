import type { Json } from '@waystream/core';
import {
  contextOf,
  type EvaluationError,
  type Expectation,
  type ExpressionIssue,
  expectedTypes,
  parse,
  prepare,
  references,
  scopeOfContext,
  toWire,
  typeName,
} from '@waystream/expression';
import { Command } from 'commander';
import { expectsOption } from '../expressions/expects-option.js';
import { expressionArgument } from '../expressions/expression-argument.js';
import { readInputs } from '../expressions/read-inputs.js';
import { referencesInWords } from '../expressions/references-in-words.js';
import { placeOf, showPlaces } from '../expressions/show-places.js';
import { Failure } from '../failure.js';
import type { Shell } from '../shell.js';

export function evaluateCommand(shell: Shell): Command {
  return new Command('evaluate')
    .description('show the value of an expression and its type, and why parts of it became null')
    .addArgument(expressionArgument())
    .option(
      '-f, --file <path>',
      'the context in JSON or YAML, an object with any of now, timezone, events, dataSources, actions, audiences and ' +
        'journey; - reads the standard input',
    )
    .addOption(expectsOption())
    .option('--json', 'answer as JSON')
    .action((expression: string, options: EvaluateOptions) => evaluate(shell, expression, options));
}

interface EvaluateOptions {
  file?: string;
  expects?: Expectation;
  json?: boolean;
}

async function evaluate(shell: Shell, expression: string, options: EvaluateOptions): Promise<void> {
  const { file, expects, json = false } = options;
  const { text, context = { now: shell.clock.now() } } = await readInputs(shell, { expression, file });
  const prepared = prepare(text, scopeOfContext(context), expectedTypes(expects));
  if (!prepared.ok) {
    const errors = prepared.issues.map((issue) => ({ ...issue }));
    if (json) shell.printJson({ type: null, value: null, errors });
    throw refusal(text, json ? [] : prepared.issues, file);
  }
  const errors: EvaluationError[] = [];
  const value = toWire(prepared.evaluate(contextOf(context, shell.chance, (error) => errors.push(error))));
  answer(shell, { text, type: typeName(prepared.type), value, errors, json });
}

/** What went wrong on the way goes to where errors go, so that the value stays alone. */
function answer(
  { host, print, printJson }: Shell,
  { text, type, value, errors, json }: Evaluation & { text: string; json: boolean },
): void {
  if (json) {
    printJson({ type, value, errors: errors.map((error) => ({ ...placeOf(text, error.from), ...error })) });
    return;
  }
  print(`value  ${JSON.stringify(value)}`);
  print(`type   ${type}`);
  const remarks = errors.map(({ from, to, message, code }) => ({ from, to, message: `${message}  [${code}]` }));
  for (const line of showPlaces(text, remarks)) host.stderr.write(`${line}\n`);
}

interface Evaluation {
  readonly type: string;
  readonly value: Json;
  readonly errors: readonly EvaluationError[];
}

function refusal(text: string, issues: readonly ExpressionIssue[], file: string | undefined): Failure {
  const hasNothingToRead = file === undefined && referencesInWords(references(parse(text).ast)).length > 0;
  const wayOut = hasNothingToRead ? ['What the expression reads comes from a context; give one with -f.'] : [];
  return new Failure('The expression cannot be evaluated', { details: [...showPlaces(text, issues), ...wayOut] });
}
