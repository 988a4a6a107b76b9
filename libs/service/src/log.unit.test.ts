import { describe, expect, it } from 'vitest';
import { createLog, readableLines } from './log.js';
import { recordedLines } from './sample-service.test.js';

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6), wakeAt: () => () => {} };

describe('a log line', () => {
  it('is JSON with the time of the clock, the level, the service and the message', () => {
    const { lines, destination } = recordedLines();
    createLog({ service: 'reporting', level: 'info', clock, destination }).info({ partition: 3 }, 'owned');
    expect(lines).toEqual([
      { ts: '2026-01-02T03:04:05.006Z', level: 'info', service: 'reporting', partition: 3, msg: 'owned' },
    ]);
  });

  it('never shows credentials, also not those of a request that is logged whole', () => {
    const { lines, destination } = recordedLines();
    const log = createLog({ service: 'reporting', level: 'info', clock, destination });
    const headers = { authorization: 'Bearer s3cret', 'x-api-key': 's3cret', accept: '*/*' };
    log.info({ token: 's3cret', account: { password: 's3cret' }, request: { headers } }, 'call');
    log.child({ apiKey: 's3cret' }).info('child');
    expect(JSON.stringify(lines)).not.toContain('s3cret');
    expect(JSON.stringify(lines)).toContain('*/*');
  });

  it('reads as one line on a terminal', () => {
    const texts: string[] = [];
    const destination = readableLines((text) => texts.push(text));
    createLog({ service: 'reporting', level: 'info', clock, destination }).warn({ partition: 3 }, 'lease lost');
    expect(texts).toEqual(['03:04:05.006 WARN  reporting lease lost partition=3\n']);
  });
});
