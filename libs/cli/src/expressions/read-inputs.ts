import type { ContextJson } from '@waystream/expression';
import { usageFailure } from '../failure.js';
import { parseYaml } from '../input/parse-yaml.js';
import { readText } from '../input/read-text.js';
import type { Shell } from '../shell.js';
import { readContext } from './read-context.js';

/** What a command about an expression is given; `-` stands for the standard input. */
export interface Given {
  readonly expression: string;
  /** A file with a context. */
  readonly file: string | undefined;
}

/** The text of the expression, and the context that goes with it. Throws `Failure` for what cannot be read. */
export async function readInputs(
  { host, clock }: Pick<Shell, 'host' | 'clock'>,
  { expression, file }: Given,
): Promise<{ text: string; context: ContextJson | undefined }> {
  if (expression === '-' && file === '-') {
    throw usageFailure('The standard input can be the expression or the context, but not both', [
      'Give the context as a file, or the expression as an argument.',
    ]);
  }
  // The end of a line that is piped in is not part of the expression, and errors at the end belong before it.
  const text = expression === '-' ? (await readText(host, '-')).trimEnd() : expression;
  if (file === undefined) return { text, context: undefined };
  return { text, context: contextFrom(await readText(host, file), file, clock.now()) };
}

function contextFrom(content: string, file: string, nowMs: number): ContextJson {
  const [document, ...others] = parseYaml(content);
  const unreadable = document?.errors ?? ['it is empty; {} is a context with nothing in it'];
  const { context, flaws } = readContext(document?.value ?? null, nowMs);
  const all = unreadable.length > 0 ? unreadable : others.length > 0 ? ['it holds more than one document'] : flaws;
  if (all.length === 0) return context;
  throw usageFailure(`${file === '-' ? 'The context' : `The context ${file}`} cannot be used`, all);
}
