import { Argument } from 'commander';

/** The expression as commands take it. What begins with a minus would be taken for an option. */
export function expressionArgument(): Argument {
  return new Argument('<expression>', 'in quotes, after -- if it begins with a minus; - reads the standard input');
}
