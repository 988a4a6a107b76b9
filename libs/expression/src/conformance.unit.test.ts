import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Json } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import type { ContextJson } from './context-json.js';
import { outcomeOf } from './testing/outcome-of.js';

/** The table that every implementation of the language has to satisfy; kept beside the repository, not in it. */
const folder =
  process.env.WAYSTREAM_CONFORMANCE ?? fileURLToPath(new URL('../../../../shared/conformance', import.meta.url));
const file = `${folder}/expressions.json`;

interface Table {
  context: ContextJson;
  cases: { expression: string; type: string; value: Json }[];
}

/** The file is part of the set-up: a wrong form fails the cases. */
function readTable(): Table {
  return JSON.parse(readFileSync(file, 'utf8')) as Table;
}

describe('the shared conformance table', () => {
  if (!existsSync(file)) {
    it.skip(`is not at ${file}; WAYSTREAM_CONFORMANCE names its folder`, () => undefined);
    return;
  }
  const { context, cases } = readTable();
  it.each(cases.map((one) => [one.expression, one] as const))('%s', (expression, { type, value }) => {
    const outcome = outcomeOf(expression, context);
    expect({ type: outcome.type, value: outcome.value }).toEqual({ type, value });
    if (type === 'error') expect(outcome.issues[0]).toMatch(/^line \d+, column \d+: /);
  });
});
