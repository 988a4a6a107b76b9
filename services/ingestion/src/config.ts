import { durationMs, wholeNumber } from '@waystream/service';
import { z } from 'zod';

/** What can be set for the gateway of event producers alone. */
export const ingestionSettings = z.object({
  maxBacklog: wholeNumber(1, 1_000_000_000)
    .prefault('100000')
    .describe('most inputs that wait in one partition before producers are told to wait'),
  dedupeWindowMs: durationMs()
    .refine((ms) => ms >= 1_000, 'expected at least PT1S')
    .prefault('PT12H')
    .describe('how long a repeated event is recognised at least'),
});
