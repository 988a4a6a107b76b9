import type { JsonObject } from '@waystream/core';
import { compileEvent, createCatalogue, eventDefinition } from '@waystream/journey';
import { describe, expect, it } from 'vitest';
import { aboutBookings } from './supplemental-world.js';

function supplementalIds(key: string, payload: JsonObject): string[] | null | undefined {
  const catalogue = createCatalogue();
  const { event } = compileEvent(catalogue, eventDefinition.parse(aboutBookings(catalogue, key)));
  return event?.supplementalIdsOf({ person: 'ada', ...payload }, 0);
}

const bookings = [{ number: 7, code: 'a' }, { code: '' }, { number: 8, code: 'b' }, { number: 7, code: 'a' }];

describe('a supplemental identifier', () => {
  it('is read from each object of a list, once, and left out where it is missing or empty', () => {
    expect(supplementalIds('@{Many.bookings.code}', { bookings })).toEqual(['a', 'b']);
  });

  it('may be a number, which is read as text', () => {
    expect(supplementalIds('@{Many.bookings.number}', { bookings })).toEqual(['7', '8']);
    expect(supplementalIds('@{Many.bookings.first().number}', { bookings })).toEqual(['7']);
  });

  it('is nothing where the payload does not say', () => {
    expect(supplementalIds('@{Many.bookings.code}', {})).toEqual([]);
    expect(supplementalIds('@{Many.bookings.first().code}', {})).toEqual([]);
  });

  it('is refused where it could be no text', () => {
    const catalogue = createCatalogue();
    const { flaws } = compileEvent(catalogue, eventDefinition.parse(aboutBookings(catalogue, '@{Many.bookings}')));
    expect(flaws).toMatchObject([{ path: 'supplementalId.key', code: 'expression' }]);
  });
});
