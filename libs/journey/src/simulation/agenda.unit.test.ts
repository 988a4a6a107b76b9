import { hash32 } from '@waystream/core';
import { describe, expect, it } from 'vitest';
import { createAgenda } from './agenda.js';

function emptied(agenda: ReturnType<typeof createAgenda<string>>): string[] {
  const taken: string[] = [];
  for (let entry = agenda.take(); entry !== undefined; entry = agenda.take()) taken.push(entry);
  return taken;
}

describe('an agenda', () => {
  it('gives what comes first in time, and of equal times what was put in first', () => {
    const agenda = createAgenda<string>();
    for (const [at, entry] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'b1'],
      [20, 'b2'],
      [10, 'a2'],
    ] as const)
      agenda.add(at, entry);
    expect(agenda.firstAt()).toBe(10);
    expect(emptied(agenda)).toEqual(['a', 'a2', 'b1', 'b2', 'c']);
    expect(agenda.firstAt()).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps its order while entries come and go', () => {
    const agenda = createAgenda<number>();
    const left: number[] = [];
    for (let round = 0; round < 2_000; round++) {
      const at = hash32(String(round)) % 500;
      agenda.add(at, at);
      left.push(at);
      if (round % 3 === 0) {
        const earliest = Math.min(...left);
        expect(agenda.take()).toBe(earliest);
        left.splice(left.indexOf(earliest), 1);
      }
    }
    expect(left.toSorted((one, other) => one - other).map(() => agenda.take())).toEqual(
      left.toSorted((one, other) => one - other),
    );
  });
});
