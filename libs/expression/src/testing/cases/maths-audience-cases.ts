import type { CaseTable } from '../case-table.js';

export const MATHS_AND_AUDIENCE_CASES = {
  'round goes to the closest integer, half-way up': [
    ['round(3.14)', 'integer', 3],
    ['round(3.54)', 'integer', 4],
    ['round(-3.14)', 'integer', -3],
    ['round(2.5)', 'integer', 3],
    ['round(-2.5)', 'integer', -2],
    ['round(-0.2)', 'integer', 0],
    ['round(3)', 'integer', 3],
    ['round(9223372036854775807)', 'integer', '9223372036854775807'],
    ['round(null)', 'integer', null],
    ['round(@{Purchase.amount})', 'integer', 81],
    ['round(0.49999999999999994)', 'integer', 0],
    ['round(-0.5)', 'integer', 0],
  ],
  'random comes from the context': [
    ['random()', 'decimal', 0.25],
    ['random() >= 0 and random() < 1', 'boolean', true],
  ],
  'audiences come from the context': [
    ['inAudience("men over 50")', 'boolean', true],
    ['inAudience("women")', 'boolean', false],
    ['inSegment("men over 50")', 'boolean', true],
    ['not inSegment("women")', 'boolean', true],
  ],
} as const satisfies CaseTable;
