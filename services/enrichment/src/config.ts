import { sharedSettings, wholeNumber } from '@waystream/service';
import { z } from 'zod';

export const enrichmentSettings = z.object({
  egressAllow: sharedSettings.egressAllow,
  mostInFlight: wholeNumber(1, 100_000).prefault('5000').describe('fetches in hand at which reading pauses'),
  connectionsPerOrigin: wholeNumber(1, 10_000).prefault('128').describe('calls under way to one data source at once'),
  cacheBytes: wholeNumber(0, 100_000_000_000)
    .prefault('67108864')
    .describe('memory for answers of field groups with a cache duration'),
});
