// One line for every phase of a script, with the time it took; what programs say goes to a log that is shown on failure.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { styleText } from 'node:util';
import { LOGS } from './repository.mjs';

const TITLE_WIDTH = 68;
const { NO_COLOR, TERM } = process.env;
const isPlain = !process.stdout.isTTY || NO_COLOR || TERM === 'dumb';

export const paint = (tint, text) => (isPlain ? text : styleText(tint, text));
export const say = (text = '') => process.stdout.write(`${text}\n`);

/** Prints the phase when it is over; on a terminal it shows while it runs. `work` resolves to words beside the title. */
export async function phase(title, work) {
  const startedAt = performance.now();
  const isLive = process.stdout.isTTY === true;
  if (isLive) process.stdout.write(`  ${paint('cyan', '…')} ${title}`);
  const end = (mark, note = '') => {
    const width = title.length + (note ? note.length + 2 : 0);
    const filling = ' '.repeat(Math.max(0, TITLE_WIDTH - width));
    const took = paint('dim', elapsed(performance.now() - startedAt));
    say(`${isLive ? '\r\u001b[K' : ''}  ${mark} ${title}${note ? `  ${paint('dim', note)}` : ''}${filling} ${took}`);
  };
  try {
    const note = await work();
    end(paint('green', '✔'), note);
  } catch (error) {
    end(paint('red', '✖'));
    throw error;
  }
}

/** Runs a program with its output in a log. Resolves to `{ok, output}`. */
export async function runLogged(name, command, args, options = {}) {
  mkdirSync(LOGS, { recursive: true });
  const path = join(LOGS, `${name}.log`);
  const log = createWriteStream(path);
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child.stdout.on('data', (chunk) => log.write(chunk));
    child.stderr.on('data', (chunk) => log.write(chunk));
    child.on('error', ({ message }) => {
      log.write(`${message}\n`);
      resolve(1);
    });
    child.on('close', resolve);
  });
  await new Promise((resolve) => log.end(resolve));
  return { ok: code === 0, output: withoutNoise(readFileSync(path, 'utf8')), path };
}

/** Something the person can do something about; shown without a stack trace. */
export class Refusal extends Error {
  constructor(message, details = '') {
    super(message);
    this.details = details;
  }
}

/** Runs a script's `main` and turns a refusal into words and exit code 1. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`\n${paint('red', error.message)}\n${error.details ? `${error.details.trimEnd()}\n` : ''}`);
    process.exitCode = 1;
  }
}

function elapsed(ms) {
  const seconds = ms / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** npm remarks on settings of the machine at every call. */
function withoutNoise(text) {
  return text.replace(/^npm warn Unknown (user|env|project) config.*\n/gm, '');
}
