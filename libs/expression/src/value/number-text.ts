import { type Integer, integerOf, truncate } from './integer.js';

/** The integer that a text writes, a decimal fraction cut off; `null` for other texts and beyond 64 bits. */
export function readIntegerText(text: string): Integer | null {
  if (/^[+-]?\d{1,30}$/.test(text)) return integerOf(BigInt(text.replace('+', '')));
  return /^[+-]?\d{1,30}\.\d+$/.test(text) ? truncate(Number(text)) : null;
}

/** The decimal that a text writes, also with an exponent; `null` for other texts and beyond what a decimal holds. */
export function readDecimalText(text: string): number | null {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : null;
}
