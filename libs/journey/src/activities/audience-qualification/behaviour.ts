import type { AudienceStatus } from '../../engine/topic.js';

/** What somebody has to do with an audience to be meant. */
export const BEHAVIOURS = ['enter', 'exit', 'both'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export function statusesOf(behaviour: Behaviour): readonly AudienceStatus[] {
  switch (behaviour) {
    case 'enter':
      return ['realized'];
    case 'exit':
      return ['exited'];
    case 'both':
      return ['realized', 'exited'];
  }
}
