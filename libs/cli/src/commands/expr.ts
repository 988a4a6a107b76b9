import { Command } from 'commander';
import type { Shell } from '../shell.js';
import { checkCommand } from './expr-check.js';
import { evaluateCommand } from './expr-evaluate.js';
import { functionsCommand } from './expr-functions.js';

export function exprCommand(shell: Shell): Command {
  return new Command('expr')
    .description('check and evaluate expressions without a running system, and look up functions')
    .enablePositionalOptions()
    .addCommand(checkCommand(shell))
    .addCommand(evaluateCommand(shell))
    .addCommand(functionsCommand(shell));
}
