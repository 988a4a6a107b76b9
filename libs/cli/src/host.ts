/** What the command line needs of the process it runs in; tests hand in their own. */
export interface Host {
  readonly env: Environment;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute path of the repository, below which services and sample are found. */
  readonly root: string;
  /** Paths on the command line are relative to this. */
  readonly cwd: string;
  readonly pid: number;
  readonly signals: Signals;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export interface Signals {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}
