import type { TokenCursor } from './token-cursor.js';

/** Reads a closing bracket. When something else stands there, what follows up to that bracket is passed over. */
export function closeAfter(cursor: TokenCursor, close: string, purpose: string): void {
  if (cursor.expect(close, purpose)) return;
  let open = 0;
  for (;;) {
    const token = cursor.peek();
    if (token.kind === 'end') return;
    if (token.kind === 'symbol') {
      if (/[({[]$/.test(token.value)) open += 1;
      else if (/[)}\]]/.test(token.value)) {
        if (open === 0) {
          cursor.take(close);
          return;
        }
        open -= 1;
      }
    }
    cursor.next();
  }
}
