/** The known name that a mistyped one most likely stands for, or `null` when none is close. Case does not matter. */
export function nearestName(mistyped: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least = Math.min(Math.max(2, Math.floor(mistyped.length / 3)), 3) + 1;
  for (const name of known) {
    if (Math.abs(name.length - mistyped.length) >= least) continue;
    const distance = editDistance(mistyped.toLowerCase(), name.toLowerCase());
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** `; did you mean "x"?` to end a message with, or nothing when no known name is close. */
export function didYouMean(mistyped: string, known: Iterable<string>): string {
  const nearest = nearestName(mistyped, known);
  return nearest === null ? '' : `; did you mean "${nearest}"?`;
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
