/** The part of cli-progress that the command line uses; the package brings no types. */
declare module 'cli-progress' {
  export interface BarOptions {
    format: string;
    stream: { write(text: string): unknown };
    hideCursor: boolean;
    clearOnComplete: boolean;
    gracefulExit: boolean;
    barsize: number;
    barCompleteChar: string;
    barIncompleteChar: string;
  }
  export class SingleBar {
    constructor(options: Partial<BarOptions>);
    start(total: number, startValue: number): void;
    setTotal(total: number): void;
    update(value: number): void;
    stop(): void;
  }
}
