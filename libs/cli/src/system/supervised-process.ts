import { type ChildProcess, spawn } from 'node:child_process';
import { type Clock, MINUTE_MS } from '@waystream/core';
import type { Environment } from '../host.js';
import type { Guard, StopOrder } from './guard.js';
import { logTail, type ProcessLog } from './process-log.js';
import { restartDelayMs } from './restart-delay.js';

export interface ProcessPlan {
  readonly name: string;
  readonly command: readonly [file: string, ...args: string[]];
  readonly env: Environment;
  readonly cwd: string;
  readonly log: ProcessLog;
  readonly order: StopOrder;
  /** A text that its command line shows as long as it runs. */
  readonly mark: string;
  /** Longest time between the request to end and the end. */
  readonly graceMs: number;
}

/** A process that ended without having been asked to. */
export interface UnexpectedEnd {
  readonly name: string;
  /** `exit code 1` or `signal SIGKILL`. */
  readonly reason: string;
  readonly exitCode: number | null;
  /** How often it has ended so in a row. */
  readonly times: number;
  readonly restartInMs: number;
  readonly lastLines: readonly string[];
  readonly logPath: string;
}

export interface Surroundings {
  readonly guard: Guard;
  readonly clock: Clock;
  readonly ended: (end: UnexpectedEnd) => void;
}

/** Who has run this long is well; its next end counts as the first. */
const STABLE_MS = MINUTE_MS;

/** A process that is started again whenever it ends by itself, until it is stopped. */
export class SupervisedProcess {
  readonly #plan: ProcessPlan;
  readonly #surroundings: Surroundings;
  #child: ChildProcess | undefined;
  #startedAt = 0;
  #times = 0;
  #isStopping = false;
  #cancelRestart = () => {};
  #gone = () => {};

  constructor(plan: ProcessPlan, surroundings: Surroundings) {
    this.#plan = plan;
    this.#surroundings = surroundings;
    this.#start();
  }

  get name(): string {
    return this.#plan.name;
  }

  /** Of the running process; changes with a restart. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks the process to end, ends it by force after its grace time, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelRestart();
    const child = this.#child;
    if (!child) return;
    const { clock } = this.#surroundings;
    const end = new Promise<void>((resolve) => {
      this.#gone = resolve;
    });
    child.kill('SIGTERM');
    const cancelForce = clock.wakeAt(clock.now() + this.#plan.graceMs, () => child.kill('SIGKILL'));
    await end;
    cancelForce();
  }

  /** Ends a process that is being stopped without further grace. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /**
   * The process gets a group of its own: what is typed at the terminal reaches it through `stop` only, so that
   * everything ends in order.
   */
  #start(): void {
    const { command, cwd, env, log, order, mark } = this.#plan;
    const [file, ...args] = command;
    const stdio = ['ignore', log.descriptor, log.descriptor] as const;
    const child = spawn(file, args, { cwd, env, detached: true, stdio: [...stdio] });
    this.#child = child;
    this.#startedAt = this.#surroundings.clock.now();
    const { pid } = child;
    if (pid === undefined) {
      child.once('error', ({ message }) => this.#ended(message, null));
      return;
    }
    this.#surroundings.guard.watch({ pid, order, mark });
    child.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      this.#surroundings.guard.forget(pid);
      this.#ended(signal ? `signal ${signal}` : `exit code ${code}`, code);
    });
  }

  #ended(reason: string, exitCode: number | null): void {
    this.#child = undefined;
    if (this.#isStopping) {
      this.#gone();
      return;
    }
    const { clock, ended } = this.#surroundings;
    const { name, log } = this.#plan;
    const now = clock.now();
    this.#times = now - this.#startedAt >= STABLE_MS ? 1 : this.#times + 1;
    const restartInMs = restartDelayMs(this.#times);
    this.#cancelRestart = clock.wakeAt(now + restartInMs, () => this.#start());
    ended({ name, reason, exitCode, times: this.#times, restartInMs, lastLines: logTail(log), logPath: log.path });
  }
}
