import { describe, expect, it } from 'vitest';
import { functionCatalogue } from '../index.js';
import type { CaseTable } from '../testing/case-table.js';
import { AGGREGATION_CASES } from '../testing/cases/aggregation-cases.js';
import { CONVERSION_CASES } from '../testing/cases/conversion-cases.js';
import { DATE_CASES } from '../testing/cases/date-cases.js';
import { LIST_CASES } from '../testing/cases/list-cases.js';
import { MATHS_AND_AUDIENCE_CASES } from '../testing/cases/maths-audience-cases.js';
import { OPERATOR_CASES } from '../testing/cases/operators-cases.js';
import { REFERENCE_CASES } from '../testing/cases/references-cases.js';
import { STRING_CASES } from '../testing/cases/string-cases.js';
import { signaturesIn } from '../testing/signatures-in.js';

const tables: readonly CaseTable[] = [
  AGGREGATION_CASES,
  CONVERSION_CASES,
  DATE_CASES,
  LIST_CASES,
  MATHS_AND_AUDIENCE_CASES,
  OPERATOR_CASES,
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
