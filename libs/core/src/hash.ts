/**
 * MurmurHash3 x86 128 bit over the UTF-16 code units of a text: four unsigned 32-bit words.
 * One stable hash serves partitions, derived ids, percentage splits and deduplication, in every service, in tests and in
 * the browser. Its results are stored, so it must never change.
 */
export type Hash128 = readonly [number, number, number, number];

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

export function hash128(text: string, seed = 0): Hash128 {
  let h1 = seed >>> 0;
  let h2 = h1;
  let h3 = h1;
  let h4 = h1;
  const bytes = text.length * 2;
  const blocks = text.length >>> 3;
  for (let block = 0; block < blocks; block++) {
    const at = block << 3;
    h1 = mixBody(h1, scramble(word(text, at), C1, 15, C2), 19, h2, 0x561ccd1b);
    h2 = mixBody(h2, scramble(word(text, at + 2), C2, 16, C3), 17, h3, 0x0bcaa747);
    h3 = mixBody(h3, scramble(word(text, at + 4), C3, 17, C4), 15, h4, 0x96cd1c35);
    h4 = mixBody(h4, scramble(word(text, at + 6), C4, 18, C1), 13, h1, 0x32ac3b17);
  }
  const tail = blocks << 3;
  h4 ^= scramble(word(text, tail + 6), C4, 18, C1);
  h3 ^= scramble(word(text, tail + 4), C3, 17, C4);
  h2 ^= scramble(word(text, tail + 2), C2, 16, C3);
  h1 ^= scramble(word(text, tail), C1, 15, C2);
  return finish(h1 ^ bytes, h2 ^ bytes, h3 ^ bytes, h4 ^ bytes);
}

/** An unsigned 32-bit stable hash. */
export function hash32(text: string): number {
  return hash128(text)[0];
}

/** A stable number in [0, 1) for a text: the base of sticky percentage splits. */
export function hashFraction(text: string): number {
  return hash32(text) / 0x1_0000_0000;
}

/** Two code units as one little-endian word; zero past the end. */
function word(text: string, at: number): number {
  if (at >= text.length) return 0;
  const low = text.charCodeAt(at);
  return at + 1 < text.length ? low | (text.charCodeAt(at + 1) << 16) : low;
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function scramble(k: number, first: number, bits: number, second: number): number {
  return Math.imul(rotate(Math.imul(k, first), bits), second);
}

function mixBody(h: number, k: number, bits: number, neighbour: number, constant: number): number {
  return (Math.imul(rotate(h ^ k, bits) + neighbour, 5) + constant) | 0;
}

function avalanche(h: number): number {
  let mixed = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function finish(a: number, b: number, c: number, d: number): Hash128 {
  let h1 = (a + b + c + d) | 0;
  let h2 = avalanche((b + h1) | 0);
  let h3 = avalanche((c + h1) | 0);
  let h4 = avalanche((d + h1) | 0);
  h1 = avalanche(h1);
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  return [h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}
