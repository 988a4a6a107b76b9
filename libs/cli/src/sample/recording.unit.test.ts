import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../../deploy/sample', import.meta.url));

it('the recording of the sample is what its generator writes, on every machine', () => {
  const written = mkdtempSync(join(tmpdir(), 'waystream-recording-'));
  try {
    execFileSync(process.execPath, [join(folder, 'generate.mjs'), written]);
    for (const file of ['profiles.ndjson', 'events.ndjson', 'reservations.json']) {
      expect(readFileSync(join(written, file), 'utf8') === readFileSync(join(folder, file), 'utf8'), file).toBe(true);
    }
  } finally {
    rmSync(written, { recursive: true });
  }
});
