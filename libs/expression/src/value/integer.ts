const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** An integer of the language, exact to 64 bits. */
export type Integer = number | bigint;

/** The one representation of an integer, or `null` beyond 64 bits. */
export function integerOf(exact: bigint): Integer | null {
  if (exact < LEAST || exact > GREATEST) return null;
  const near = Number(exact);
  return Number.isSafeInteger(near) ? near : exact;
}

/** The integer part of a number, or `null` beyond 64 bits. */
export function truncate(value: number): Integer | null {
  const whole = Math.trunc(value) + 0;
  if (Number.isSafeInteger(whole)) return whole;
  return Number.isFinite(whole) ? integerOf(BigInt(whole)) : null;
}

export function isInteger(value: unknown): value is Integer {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** Sum, difference, product and remainder: plain numbers while the result is safe, else exact, `null` on overflow. */
export function addIntegers(a: Integer, b: Integer): Integer | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const near = a + b;
    if (Number.isSafeInteger(near)) return near;
  }
  return integerOf(BigInt(a) + BigInt(b));
}

export function subtractIntegers(a: Integer, b: Integer): Integer | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const near = a - b;
    if (Number.isSafeInteger(near)) return near;
  }
  return integerOf(BigInt(a) - BigInt(b));
}

export function multiplyIntegers(a: Integer, b: Integer): Integer | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const near = a * b;
    if (Number.isSafeInteger(near)) return near + 0;
  }
  return integerOf(BigInt(a) * BigInt(b));
}

/** `null` for a zero divisor. The sign is that of the dividend. */
export function remainderOfIntegers(a: Integer, b: Integer): Integer | null {
  if (Number(b) === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return integerOf(BigInt(a) % BigInt(b));
}
