import type { Clock } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createPhases } from './phases.js';

/** A clock on which half a second passes between two looks. */
function tickingClock(): Clock {
  let now = 0;
  return {
    now() {
      now += 500;
      return now;
    },
    wakeAt: () => () => undefined,
  };
}

function recorded(isTTY = false) {
  const written: string[] = [];
  const output = { isTTY, write: (text: string) => written.push(text) };
  const phases = createPhases(output, { paint: (_, text) => text, clock: tickingClock() });
  return { phases, text: () => written.join('') };
}

describe('the phases of a command', () => {
  it('are one line each, with the note and the time they took', async () => {
    const { phases, text } = recorded();
    await phases.run('Services', async (progress) => progress.note('ready'));
    expect(text()).toMatch(/^ {2}✔ Services {2}ready +0\.5 s\n$/);
  });

  it('are marked when they fail, and the failure goes on', async () => {
    const { phases, text } = recorded();
    const work = phases.run('Services', () => Promise.reject(new Error('no')));
    await expect(work).rejects.toThrow('no');
    expect(text()).toMatch(/^ {2}✖ Services/);
  });

  it('tell each quarter of their way where nobody watches a terminal', async () => {
    const { phases, text } = recorded();
    await phases.run('Profiles', async ({ at }) => {
      for (let done = 0; done <= 200; done++) at(done, 200);
    });
    expect(text().split('\n').slice(0, -2)).toEqual([
      '  … Profiles 50/200',
      '  … Profiles 100/200',
      '  … Profiles 150/200',
    ]);
  });

  it('show on a terminal what runs, and replace it when it is over', async () => {
    const { phases, text } = recorded(true);
    await phases.run('Services', async () => undefined);
    expect(text()).toContain('  … Services\r\u001b[K  ✔ Services');
  });
});
