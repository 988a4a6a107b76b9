import { type Clock, SECOND_MS } from '@waystream/core';
import type { Output } from '../host.js';
import { createGauge, type Progress } from './progress.js';
import type { Paint } from './style.js';

/** The course of a long command: a line for every phase, with what came of it and how long it took. */
export interface Phases {
  run<Result>(title: string, work: (progress: Progress) => Promise<Result>): Promise<Result>;
  line(text?: string): void;
}

const TITLE_WIDTH = 68;
const CLEAR_LINE = '\r\u001b[K';

export function createPhases(output: Output, { paint, clock }: { paint: Paint; clock: Clock }): Phases {
  const isLive = output.isTTY === true;
  return {
    async run(title, work) {
      const startedAt = clock.now();
      const gauge = createGauge(output, title);
      let note = '';
      const end = (mark: string) => {
        gauge.end();
        const took = paint('dim', formatElapsed(clock.now() - startedAt));
        output.write(`${isLive ? CLEAR_LINE : ''}  ${mark} ${filled(title, note, paint)} ${took}\n`);
      };
      if (isLive) output.write(`  ${paint('cyan', '…')} ${title}`);
      try {
        const result = await work({
          at: gauge.at,
          note(text) {
            note = text;
          },
        });
        end(paint('green', '✔'));
        return result;
      } catch (error) {
        end(paint('red', '✖'));
        throw error;
      }
    },
    line: (text = '') => output.write(text === '' ? '\n' : `  ${text}\n`),
  };
}

/** Title and note in a column of their own, so that the times stand below each other. */
function filled(title: string, note: string, paint: Paint): string {
  const width = title.length + (note === '' ? 0 : note.length + 2);
  return `${title}${note === '' ? '' : `  ${paint('dim', note)}`}${' '.repeat(Math.max(0, TITLE_WIDTH - width))}`;
}

/** `0.4 s`, `12.3 s`, `2 min 5 s`. */
function formatElapsed(elapsedMs: number): string {
  const seconds = elapsedMs / SECOND_MS;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
