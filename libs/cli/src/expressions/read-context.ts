import { didYouMean, type Json } from '@waystream/core';
import type { ContextJson } from '@waystream/expression';
import { expressionContext } from '@waystream/journey';

const FIELDS = Object.keys(expressionContext.shape);

/**
 * Makes a document from outside what an expression is evaluated on. `flaws` name every field that cannot be used and the
 * way out; the context is complete when there are none. `nowMs` is the time when the document names none.
 */
export function readContext(document: Json, nowMs: number): { context: ContextJson; flaws: readonly string[] } {
  const { data, error } = expressionContext.safeParse(document);
  if (data) return { context: { ...data, now: data.now ?? nowMs }, flaws: [] };
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const wrong = error.issues.filter(({ code }) => code !== 'unrecognized_keys');
  return { context: {}, flaws: [...unknown.map(unknownField), ...wrong.map(inWords)] };
}

/** A list is one value to whoever writes it, so its flaws are told at its name. */
function inWords({ path, message }: { path: readonly PropertyKey[]; message: string }): string {
  const [field, member] = path.map(String);
  if (field === undefined) return `it must be an object with any of ${FIELDS.join(', ')}`;
  return `${member === undefined || field === 'audiences' ? field : `${field}.${member}`} ${message}`;
}

function unknownField(name: string): string {
  const wayOut = didYouMean(name, FIELDS) || `; the fields are ${FIELDS.join(', ')}`;
  return `${name} is no field of a context${wayOut}`;
}
