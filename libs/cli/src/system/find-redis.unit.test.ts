import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedis } from './find-redis.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystream-path-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a program on the PATH that only tells its version. */
function provide(name: string, version: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "server v=${version} sha=0:0"\n`);
  chmodSync(file, 0o755);
}

const find = (env: Record<string, string> = {}, install = async () => false) =>
  findRedis({ PATH: folder, ...env }, install);

describe('the Redis of a local system', () => {
  it('is the one that the environment names, also in a file and with several nodes', async () => {
    provide('redis-server', '7.0.15');
    const given = await find({ WAYSTREAM_REDIS_URL: 'redis://a:1, redis://b:2' });
    expect(given).toEqual({ kind: 'given', addresses: ['redis://a:1', 'redis://b:2'] });
    const file = join(folder, 'secret');
    writeFileSync(file, 'redis://c:3\n');
    expect(await find({ WAYSTREAM_REDIS_URL_FILE: file })).toEqual({ kind: 'given', addresses: ['redis://c:3'] });
  });

  it('is else a program on the PATH, Valkey before Redis', async () => {
    provide('redis-server', '7.0.15');
    expect(await find()).toMatchObject({ kind: 'program', program: { file: 'redis-server', title: 'Redis 7.0.15' } });
    provide('valkey-server', '8.0.1');
    expect(await find()).toMatchObject({ program: { file: 'valkey-server', title: 'Valkey 8.0.1' } });
  });

  it('is not one that is too old', async () => {
    provide('redis-server', '6.0.16');
    await expect(find()).rejects.toThrow('No Redis was found');
  });

  it('is else installed, where that is allowed', async () => {
    const install = async () => {
      provide('redis-server', '7.0.15');
      return true;
    };
    expect(await find({}, install)).toMatchObject({ kind: 'program' });
  });

  it('is else asked for with the one line to run', async () => {
    const failure = await find().catch((error: unknown) => error);
    expect(failure).toMatchObject({ details: [expect.stringContaining('apt-get install'), expect.anything()] });
  });
});
