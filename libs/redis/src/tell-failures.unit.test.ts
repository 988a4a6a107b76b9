import { expect, it } from 'vitest';
import { tellFailures } from './tell-failures.js';

const FULL = new Error("OOM command not allowed when used memory > 'maxmemory'.");

it('a full memory is told once a minute, whatever partitions it concerns; a connection error never; all else each time', () => {
  const told: [object, string][] = [];
  let nowMs = 0;
  const tell = tellFailures({ error: (...line) => told.push(line) }, () => nowMs);
  for (let partition = 0; partition < 100; partition++) tell(partition, FULL);
  nowMs = 59_999;
  tell(0, FULL);
  tell(0, new Error('Connection is closed.'));
  expect(told).toEqual([[{ err: FULL }, expect.stringContaining('memory of Redis is full')]]);
  nowMs = 60_000;
  tell(0, FULL);
  const defect = new Error('a defect');
  tell(7, defect);
  tell(7, defect);
  expect(told.slice(1).map(([fields]) => fields)).toEqual([
    { err: FULL },
    { err: defect, partition: 7 },
    { err: defect, partition: 7 },
  ]);
});
