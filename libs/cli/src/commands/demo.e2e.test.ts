import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aWaystream, type WaystreamProcess } from './waystream-process.test.js';

let waystream: WaystreamProcess;
beforeAll(async () => {
  waystream = await aWaystream();
});
afterAll(() => waystream.remove());

describe('the demonstration', () => {
  it('takes two hundred people through the journey and its figures add up', async () => {
    const { exitCode, out, err } = await waystream.run('demo', '--exit');
    expect(err).toBe('');
    expect(out).toContain('200 entered · 149 completed · 51 inside now · 4 refused (alreadyInside)');
    expect(exitCode).toBe(0);
  });

  it('adds up again at the next start, which finds the data of the first', async () => {
    const { exitCode, out } = await waystream.run('demo', '--exit');
    expect(out).toContain('200 entered, 51 still wait');
    expect(out).toContain('Since the first start: 349 entered');
    expect(exitCode).toBe(0);
  });

  it('leaves nothing running', async () => {
    expect(await waystream.listening()).toEqual([]);
  });
});
