import { hash128 } from './hash.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id of 16 letters and digits (95 bits) that is the same whenever the parts are the same. */
export function derivedId(...parts: string[]): string {
  const [a, b, c] = hash128(parts.join('\u0000'));
  return base62(a, 5) + base62(b, 5) + base62(c, 6);
}

/** Source of ids that must be new: 128 random bits, given by the border (see `systemIds`). */
export type NewId = () => string;

/** Random ids of 22 letters and digits from the platform's secure generator. */
export const systemIds: NewId = () => {
  const words = globalThis.crypto.getRandomValues(new Uint32Array(4));
  return [...words].map((word, index) => base62(word, index < 2 ? 6 : 5)).join('');
};

function base62(word: number, length: number): string {
  let rest = word;
  let text = '';
  for (let digit = 0; digit < length; digit++) {
    text = DIGITS.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
