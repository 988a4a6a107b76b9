import type { Case } from './outcome-of.js';

/** Cases by what they show together, which is the title of their tests. */
export type CaseTable = Readonly<Record<string, readonly Case[]>>;
