import { styleText } from 'node:util';
import type { Environment, Output } from '../host.js';

type Tint = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours a text, or leaves it as it is. */
export type Paint = (tint: Tint, text: string) => string;

/** Colours only where a person looks at a terminal and has not asked for none (https://no-color.org). */
export function paintFor(output: Output, env: Environment): Paint {
  const isPlain = output.isTTY !== true || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return isPlain ? (_, text) => text : (tint, text) => styleText(tint, text, { validateStream: false });
}
