import { wholeNumber } from '@waystream/service';
import { z } from 'zod';

/** What can be set for the authoring gateway alone. */
export const authoringSettings = z.object({
  liveJourneys: wholeNumber(1, 100_000)
    .prefault('1000')
    .describe('most journeys of one sandbox that are live at a time'),
});
