import { SECOND_MS } from '@waystream/core';
import { Failure } from '../failure.js';
import type { Phases } from '../output/phases.js';
import type { UnexpectedEnd } from './supervised-process.js';

/** As in sysexits.h: a service that cannot run with its configuration says why and would say so again. */
const MISCONFIGURED = 78;

/** Who ends this often before the system is up will not come up. */
const MOST_FAILED_STARTS = 3;

/** Tells when a process ends by itself, and calls `hopeless` when starting it again cannot help. */
export function watchProcesses(
  phases: Phases,
  hopeless: (failure: Failure) => void,
): { ended(end: UnexpectedEnd): void; started(): void } {
  let isStarting = true;
  return {
    ended(end) {
      const { name, reason, exitCode, times, restartInMs, lastLines, logPath } = end;
      const log = lastLines.length > 0 ? [`The end of ${logPath}:`, ...lastLines.map((line) => `  ${line}`)] : [];
      if (exitCode === MISCONFIGURED || (isStarting && times >= MOST_FAILED_STARTS)) {
        hopeless(new Failure(`${name} cannot run (${reason})`, { details: log }));
        return;
      }
      phases.line();
      phases.line(`${name} ended (${reason}); it starts again in ${restartInMs / SECOND_MS} s.`);
      for (const line of log) phases.line(line);
    },
    started() {
      isStarting = false;
    },
  };
}
