import { check } from '../check/check.js';
import { scopeOfContext } from '../context-json.js';
import { type Overload, signatureOf } from '../functions/function-definition.js';
import { FUNCTIONS } from '../functions/functions.js';
import { parse } from '../syntax/parse.js';
import { SAMPLE_CONTEXT } from './sample-context.js';

const SIGNATURES: ReadonlyMap<unknown, string> = new Map(
  FUNCTIONS.flatMap(({ name, overloads }) =>
    overloads.map((overload): [Overload, string] => [overload, signatureOf(name, overload)]),
  ),
);

/** The signatures that the checker chose for the calls of an expression. */
export function signaturesIn(expression: string): Set<string> {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    const signature = SIGNATURES.get(part);
    if (signature !== undefined) found.add(signature);
    else if (part instanceof Map) part.forEach(visit);
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(visit);
  };
  visit(check(parse(expression).ast, scopeOfContext(SAMPLE_CONTEXT)).checked);
  return found;
}
