/** At most this many known names are compared, so that a scope with thousands of them stays quick. */
const MOST_COMPARED = 2_000;

/** The known name that a mistyped one most likely stands for, or `null` when none is close. Case does not matter. */
export function nearestName(mistyped: string, known: Iterable<string>): string | null {
  const lower = mistyped.toLowerCase();
  const candidates = [...known];
  const sameInAnotherCase = candidates.find((candidate) => candidate.toLowerCase() === lower);
  if (sameInAnotherCase !== undefined || mistyped === '') return sameInAnotherCase ?? null;
  let nearest: string | null = null;
  let least = Math.min(Math.ceil(mistyped.length / 3), 3) + 1;
  for (const candidate of candidates.slice(0, MOST_COMPARED)) {
    if (Math.abs(candidate.length - mistyped.length) >= least) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** `; did you mean "x"?` to end a message with, or nothing when no known name is close. */
export function didYouMean(mistyped: string, known: Iterable<string>): string {
  const nearest = nearestName(mistyped, known);
  return nearest === null ? '' : `; did you mean "${nearest}"?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + replaced,
          isSwapped && row > 1 && column > 1 ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
