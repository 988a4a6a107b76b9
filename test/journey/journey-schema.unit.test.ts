import { journeyDocumentSchema } from '@waystream/journey';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { journey, nodes } from './validation-world.js';

describe('the JSON Schema of journey documents', () => {
  const isRight = new Ajv2020({ strict: false, validateFormats: false }).compile(journeyDocumentSchema());

  it('takes what people write, without the defaults', () => {
    expect(isRight(journey())).toBe(true);
  });

  it('refuses what no journey has', () => {
    expect(isRight(journey({ nodse: [] }))).toBe(false);
    expect(isRight(nodes({ id: 'cart', type: 'evnt' }))).toBe(false);
    expect(isRight(journey({ properties: { reentrance: { allowed: 'yes' } } }))).toBe(false);
  });
});
