import { wholeNumber } from '@waystream/service';
import { z } from 'zod';

/** What can be set for the evaluator alone. */
export const evaluatorSettings = z.object({
  batchSize: wholeNumber(1, 10_000).prefault('256').describe('most inputs of one partition decided in one commit'),
  cachedPeople: wholeNumber(0, 10_000_000)
    .prefault('20000')
    .describe('people whose state is kept in memory between inputs'),
});
