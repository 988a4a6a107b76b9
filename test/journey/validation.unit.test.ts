import { ISSUE_CODES, validateVersion } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { arrivalCases, goodArrivals, JUMPED_INTO } from './arrival-cases.js';
import { audienceCases } from './audience-cases.js';
import { decidingCases } from './deciding-cases.js';
import { correctDocuments, messageCases } from './message-cases.js';
import { rightSupplementals, supplementalCases } from './supplemental-cases.js';
import { basicCases } from './validation-cases.js';
import { cart, catalogue, journey, nodes, send, validate } from './validation-world.js';

const cases = [...basicCases, ...supplementalCases, ...decidingCases, ...messageCases, ...audienceCases];

describe('validation', () => {
  it('has nothing to say about a correct journey', () => {
    expect(validate(journey())).toEqual([]);
  });

  it.each([...correctDocuments, ...rightSupplementals])('has nothing to say about %s', (_what, document) => {
    expect(validate(document)).toEqual([]);
  });

  it.each(cases)('tells %s, where it is and what to do', (_what, document, expected) => {
    expect(validate(document)).toContain(expected);
  });

  it.each(goodArrivals)('has nothing to say about %s', (_what, document) => {
    expect(validate(document, JUMPED_INTO)).toEqual([]);
  });

  it.each(arrivalCases)('tells %s, and which journey is concerned', (_what, document, expected) => {
    expect(validate(document, JUMPED_INTO)).toContain(expected);
  });

  it('points into a wrong expression', () => {
    const { errors } = validateVersion(
      catalogue(),
      nodes(cart, { ...send, parameters: { text: '@{Cart.totel}', to: '1 +' } }),
    );
    expect(errors.map(({ code, activity, field, line, column }) => [code, activity, field, line, column])).toEqual([
      ['ERR_EXPRESSION', 'send', 'parameters.text', 1, 8],
      ['ERR_EXPRESSION', 'send', 'parameters.to', 1, 4],
    ]);
    expect(errors[0]?.message).toContain('did you mean');
  });

  it('tells too many activities', () => {
    const waits = Array.from({ length: 200 }, (_, index) => ({
      id: `w${index}`,
      type: 'wait',
      duration: 'PT1H',
      next: `w${index + 1}`,
    }));
    const last = { id: 'w200', type: 'wait', duration: 'PT1H' };
    const issues = validate(nodes({ ...cart, next: 'w0' }, ...waits, last));
    expect(issues).toEqual([
      'ERR_TOO_MANY_ACTIVITIES - nodes: the journey has 202 activities, 200 are allowed; move a part to a journey of its own',
    ]);
  });

  it('has a test for every code that it can give', () => {
    const tested = new Set([
      ...[...cases, ...arrivalCases].map(([, , issue]) => issue.split(' ')[0]),
      'ERR_EXPRESSION',
      'ERR_TOO_MANY_ACTIVITIES',
    ]);
    expect(Object.keys(ISSUE_CODES).filter((code) => !tested.has(code))).toEqual([]);
  });
});
