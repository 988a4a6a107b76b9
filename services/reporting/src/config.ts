import { wholeNumber } from '@waystream/service';
import { z } from 'zod';

/** What can be set for reporting alone. */
export const reportingSettings = z.object({
  stepLogEntries: wholeNumber(1, 1_000_000_000)
    .prefault('20000')
    .describe('counted entries of the step log that a partition keeps, about'),
});
