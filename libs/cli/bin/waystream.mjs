#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../dist/index.js';

// A terminal that closes takes the output with it, which must not keep anything from being stopped properly.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
let isHungUp = false;
const onHangUp = () => {
  isHungUp = true;
};
process.on('SIGHUP', onHangUp);

const { env, stdin, stdout, stderr, pid } = process;
const root = fileURLToPath(new URL('../../..', import.meta.url));
const host = { env, stdin, stdout, stderr, pid, root, cwd: process.cwd(), signals: process };
process.exitCode = await runCommandLine(process.argv.slice(2), host);

// Node aborts when it cannot restore the settings of a terminal that is gone; ending by the signal leaves that out.
process.off('SIGHUP', onHangUp);
if (isHungUp) process.kill(pid, 'SIGHUP');
