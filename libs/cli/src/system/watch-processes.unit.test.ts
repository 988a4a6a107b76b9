import { describe, expect, it } from 'vitest';
import type { Failure } from '../failure.js';
import { watchProcesses } from './watch-processes.js';

const end = (change: { exitCode?: number; times?: number } = {}) => ({
  name: 'evaluator',
  reason: `exit code ${change.exitCode ?? 1}`,
  exitCode: change.exitCode ?? 1,
  times: change.times ?? 1,
  restartInMs: 500,
  lastLines: ['out of memory'],
  logPath: 'evaluator.log',
});

function watched() {
  const lines: string[] = [];
  const failures: Failure[] = [];
  const phases = { run: () => Promise.reject(new Error('unused')), line: (text = '') => lines.push(text) };
  return { ...watchProcesses(phases, (failure) => failures.push(failure)), lines, failures };
}

describe('a service that ends by itself', () => {
  it('is reported with the reason, the next start and the end of its log', () => {
    const { ended, lines, failures } = watched();
    ended(end());
    expect(lines).toContain('evaluator ended (exit code 1); it starts again in 0.5 s.');
    expect(lines).toContain('  out of memory');
    expect(failures).toEqual([]);
  });

  it('ends everything when its configuration is wrong, which no start can mend', () => {
    const { ended, started, failures } = watched();
    started();
    ended(end({ exitCode: 78 }));
    expect(failures[0]).toMatchObject({ message: 'evaluator cannot run (exit code 78)' });
    expect(failures[0]?.details).toContain('  out of memory');
  });

  it('ends everything when it never comes up, but is started again for ever once it was up', () => {
    const { ended, started, failures } = watched();
    ended(end({ times: 2 }));
    expect(failures).toHaveLength(0);
    ended(end({ times: 3 }));
    expect(failures).toHaveLength(1);
    started();
    ended(end({ times: 9 }));
    expect(failures).toHaveLength(1);
  });
});
