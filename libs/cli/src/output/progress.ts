/// <reference path="./cli-progress.d.ts" />
import { SingleBar } from 'cli-progress';
import type { Output } from '../host.js';

/** What a phase may tell while it runs. */
export interface Progress {
  /** How far the phase is. */
  at(done: number, total: number): void;
  /** Words that stay beside the title when the phase is over. */
  note(text: string): void;
}

/** How far something is, as it is shown until it ends. */
export interface Gauge {
  at(done: number, total: number): void;
  end(): void;
}

/** A bar that moves on a terminal; elsewhere a line for each quarter, so that a log stays short. */
export function createGauge(output: Output, title: string): Gauge {
  return output.isTTY === true ? movingBar(output, title) : quarterLines(output, title);
}

function movingBar(output: Output, title: string): Gauge {
  let bar: SingleBar | undefined;
  return {
    at(done, total) {
      if (!bar) {
        bar = new SingleBar({
          format: `\r  … ${title} {bar} {value}/{total}`,
          stream: output,
          hideCursor: true,
          clearOnComplete: true,
          gracefulExit: false,
          barsize: 24,
          barCompleteChar: '█',
          barIncompleteChar: '░',
        });
        bar.start(total, done);
      }
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar?.stop(),
  };
}

function quarterLines(output: Output, title: string): Gauge {
  let told = 0;
  return {
    at(done, total) {
      const quarter = total === 0 ? 0 : Math.floor((done / total) * 4);
      if (quarter > told && quarter < 4) output.write(`  … ${title} ${done}/${total}\n`);
      told = Math.max(told, quarter);
    },
    end: () => undefined,
  };
}
