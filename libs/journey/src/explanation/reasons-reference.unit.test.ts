import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DISCARD_REASONS } from '../engine/step-event.js';
import { ISSUE_CODES } from '../validation/issue.js';
import { EXPLANATION_CODES } from './explanation-codes.js';
import { reasonsReference } from './reasons-reference.js';

const file = new URL('../../REASONS.md', import.meta.url);

it('REASONS.md shows the lists as they are', () => {
  if (process.env.WAYSTREAM_WRITE_REFERENCE) writeFileSync(file, reasonsReference());
  expect(readFileSync(file, 'utf8'), 'REASONS.md is out of date: run "npm run reference -w libs/journey"').toBe(
    reasonsReference(),
  );
});

it('the reference names every code once', () => {
  const rows = reasonsReference()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const codes = rows.map((row) => row.split('`')[1]);
  const lists = { ...EXPLANATION_CODES, ...DISCARD_REASONS, ...ISSUE_CODES };
  expect(codes.sort()).toEqual(Object.keys(lists).sort());
});
