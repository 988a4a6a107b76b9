import type { Member } from './member.js';
import type { OwnershipMove } from './ownership-story.js';

/** What happens to a single member. A move that its condition does not allow does nothing. */
export type MemberMove = Exclude<OwnershipMove, { move: 'join' | 'pass' }>;

export function strike(
  { condition, holdings, work }: Member,
  move: MemberMove,
  failed: (error: unknown) => void,
): void {
  const isWell = condition.state === 'well';
  switch (move.move) {
    case 'work':
      work(move.partition, move.takesMs);
      break;
    case 'disturb':
      condition.fault = move.fault;
      break;
    case 'thaw':
      condition.thaw();
      break;
    case 'mend':
      if (condition.state === 'cut') condition.state = 'well';
      break;
    case 'freeze':
      if (isWell) condition.state = 'frozen';
      break;
    case 'cut':
      if (isWell) condition.state = 'cut';
      break;
    case 'crash':
      condition.state = 'dead';
      break;
    case 'stop':
      if (!isWell) break;
      condition.state = 'stopping';
      holdings.stop().catch(failed);
  }
}
