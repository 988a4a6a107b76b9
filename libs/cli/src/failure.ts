/** A command that cannot go on, in words for the person who typed it. A stack trace would add nothing. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  /** More lines below the message: the end of a log, one flaw each. */
  readonly details: readonly string[];

  constructor(message: string, more: { details?: readonly string[]; exitCode?: ExitCode } = {}) {
    super(message);
    this.name = 'Failure';
    this.exitCode = more.exitCode ?? EXIT.failed;
    this.details = more.details ?? [];
  }
}

export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The way the command was typed is wrong. */
export function usageFailure(message: string, details: readonly string[] = []): Failure {
  return new Failure(message, { details, exitCode: EXIT.usage });
}
