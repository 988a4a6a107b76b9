import { hash128 } from './hash.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** An id of 16 letters and digits (95 bits) that is the same whenever the parts are the same. */
export function derivedId(...parts: string[]): string {
  const [a, b, c] = hash128(parts.join('\u0000'));
  return base62(a, 5) + base62(b, 5) + base62(c, 6);
}

/** A UUID (version 8: derived) that is the same whenever the parts are the same. */
export function derivedUuid(...parts: string[]): string {
  const hex = hash128(parts.join('\u0000'))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
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
