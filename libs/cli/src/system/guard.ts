import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProcessRegister } from './process-register.js';

/** In which order processes end: those that still write before the one that keeps what they write. */
export type StopOrder = 'worker' | 'store';

/** How a process is known to whoever may have to end it. */
export interface WatchedProcess {
  readonly pid: number;
  readonly order: StopOrder;
  /** A text that its command line holds as long as its id has not passed to another process. */
  readonly mark: string;
}

/**
 * The last resort should this process be killed without a chance to end what it started: a small process beside it
 * does so, and learns of it because the pipe between them closes, whatever the reason. Should that one be killed too,
 * the next start finds the register.
 */
export interface Guard {
  watch(process: WatchedProcess): void;
  forget(pid: number): void;
  /** Everything has been ended properly. */
  release(): void;
}

export function startGuard(register: ProcessRegister): Guard {
  const program = fileURLToPath(new URL('guard-process.js', import.meta.url));
  const child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const tell = (line: string) => child.stdin.write(`${line}\n`);
  // Without the guard everything works but the last resort, so its end is no reason to stop.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return {
    watch(watched) {
      register.add(watched);
      tell(`watch ${watched.pid} ${watched.order}`);
    },
    forget(pid) {
      register.remove(pid);
      tell(`forget ${pid}`);
    },
    release: () => child.stdin.end(),
  };
}
