import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { functionCatalogue } from './function-catalogue.js';
import { functionReference } from './function-reference.js';

const file = new URL('../../FUNCTIONS.md', import.meta.url);

it('FUNCTIONS.md shows the functions as they are', () => {
  if (process.env.WAYSTREAM_WRITE_REFERENCE) writeFileSync(file, functionReference());
  expect(readFileSync(file, 'utf8'), 'FUNCTIONS.md is out of date: run "npm run reference -w libs/expression"').toBe(
    functionReference(),
  );
});

it('the reference names every signature', () => {
  const text = functionReference();
  for (const { signatures } of functionCatalogue)
    for (const signature of signatures) expect(text).toContain(`\`${signature}\``);
});
