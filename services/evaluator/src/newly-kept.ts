import type { PersonState } from '@waystream/journey';

export const KEPT_CAUSES = ['busy', 'paused'] as const;

/** How many happenings instances keep because a call was under way, or because their version is paused. */
export type NewlyKept = Record<(typeof KEPT_CAUSES)[number], number>;

/** Adds what a decision has made instances keep; what they let go is not counted back. */
export function addNewlyKept(kept: NewlyKept, before: PersonState, after: PersonState): void {
  const [old, now] = [keptBy(before), keptBy(after)];
  for (const cause of KEPT_CAUSES) kept[cause] += Math.max(0, now[cause] - old[cause]);
}

function keptBy({ instances }: PersonState): NewlyKept {
  const sums: NewlyKept = { busy: 0, paused: 0 };
  for (const { held, pause } of instances) {
    sums.busy += held.length;
    sums.paused += pause?.kept.length ?? 0;
  }
  return sums;
}
