/** No more plays than this for one story; what is left then is small enough to read. */
const MOST_PLAYS = 400;

/**
 * Takes moves out of a story for as long as it still goes wrong, after whole `parts` of it; then makes the moves that are
 * left `simpler` where that is possible.
 */
export async function shrink<Move, Story extends { moves: Move[] }>(
  story: Story,
  isStillBroken: (story: Story) => Promise<boolean>,
  {
    parts = [],
    simpler = () => null,
  }: { parts?: readonly ((story: Story) => Story)[]; simpler?: (move: Move) => Move | null } = {},
): Promise<Story> {
  let small = story;
  let plays = 0;
  const attempt = async (candidate: Story) => {
    if (plays >= MOST_PLAYS) return false;
    plays += 1;
    const isBroken = await isStillBroken(candidate);
    if (isBroken) small = candidate;
    return isBroken;
  };
  for (const without of parts) await attempt(without(small));
  for (let size = Math.ceil(small.moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < small.moves.length; ) {
      const moves = [...small.moves.slice(0, at), ...small.moves.slice(at + size)];
      const isGone = await attempt({ ...small, moves });
      if (!isGone) at += size;
    }
  }
  for (const [at, move] of small.moves.entries()) {
    const simple = simpler(move);
    if (simple !== null) await attempt({ ...small, moves: small.moves.with(at, simple) });
  }
  return small;
}
