import { describe, expect, it } from 'vitest';
import { functionCatalogue } from '../index.js';
import type { CaseTable } from '../testing/case-table.js';
import { AGGREGATION_CASES } from '../testing/cases/aggregation-cases.js';
import { ARITHMETIC_CASES } from '../testing/cases/arithmetic-cases.js';
import { COMPARISON_CASES } from '../testing/cases/comparison-cases.js';
import { CONVERSION_CASES } from '../testing/cases/conversion-cases.js';
import { DATE_CASES } from '../testing/cases/date-cases.js';
import { LIST_CASES } from '../testing/cases/list-cases.js';
import { LITERAL_CASES } from '../testing/cases/literal-cases.js';
import { LOGIC_CASES } from '../testing/cases/logic-cases.js';
import { MATHS_AND_AUDIENCE_CASES } from '../testing/cases/maths-audience-cases.js';
import { REFERENCE_CASES } from '../testing/cases/references-cases.js';
import { STRING_CASES } from '../testing/cases/string-cases.js';
import { signaturesIn } from '../testing/signatures-in.js';

const tables: readonly CaseTable[] = [
  AGGREGATION_CASES,
  ARITHMETIC_CASES,
  COMPARISON_CASES,
  CONVERSION_CASES,
  DATE_CASES,
  LIST_CASES,
  LITERAL_CASES,
  LOGIC_CASES,
  MATHS_AND_AUDIENCE_CASES,
  REFERENCE_CASES,
  STRING_CASES,
];

const expressions = tables.flatMap((table) => Object.values(table).flatMap((cases) => cases.map(([text]) => text)));

describe('the table of cases', () => {
  it('has each expression once, and at least four hundred', () => {
    const twice = expressions.filter((expression, index) => expressions.indexOf(expression) !== index);
    expect(twice).toEqual([]);
    expect(expressions.length).toBeGreaterThanOrEqual(400);
  });

  const uses = expressions.map(signaturesIn);

  it.each(functionCatalogue.flatMap(({ signatures }) => signatures))('tries %s at least twice', (signature) => {
    const cases = uses.filter((signatures) => signatures.has(signature));
    expect(cases.length).toBeGreaterThanOrEqual(2);
  });
});
