export { runCommandLine } from './command-line.js';
export type { ExitCode } from './failure.js';
export type { Environment, Host, Output, Signals, StopSignal } from './host.js';
