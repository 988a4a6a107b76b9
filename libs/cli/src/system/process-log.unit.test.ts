import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logTail } from './process-log.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystream-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function tailOf(text: string, most?: number): string[] {
  const path = join(folder, 'service.log');
  writeFileSync(path, text);
  return logTail({ path }, most);
}

describe('the end of a log', () => {
  it('is its last lines, and nothing for an empty one', () => {
    expect(tailOf('one\ntwo\nthree\n', 2)).toEqual(['two', 'three']);
    expect(tailOf('')).toEqual([]);
  });

  it('shows the words of a structured entry, its cause and what it is about', () => {
    const entry = {
      level: 'fatal',
      ts: '2026-01-01T00:00:00Z',
      service: 'evaluator',
      partition: 3,
      msg: 'start failed',
    };
    const lines = tailOf(`${JSON.stringify({ ...entry, err: { message: 'no Redis', stack: 'at …' } })}\n`);
    expect(lines).toEqual(['2026-01-01T00:00:00Z fatal start failed: no Redis partition=3']);
  });

  it('is found in a log of any length', () => {
    expect(tailOf(`${'x'.repeat(100)}\n`.repeat(10_000), 1)).toEqual(['x'.repeat(100)]);
  });
});
