import { EXPECTATIONS } from '@waystream/expression';
import { Option } from 'commander';

/** The option that says what an expression has to be; what is no `Expectation` is refused as wrongly typed. */
export function expectsOption(): Option {
  return new Option('--expects <type>', 'what the expression has to be').choices([...EXPECTATIONS]);
}
