import { durationMs, wholeNumber } from '@waystream/service';
import { z } from 'zod';

/** What can be set for the gateway of event producers alone. */
export const ingestionSettings = z.object({
  maxBacklog: wholeNumber(1, 1_000_000_000)
    .prefault('100000')
    .describe('most inputs that wait in one partition before producers are told to wait'),
  maxMemoryPercent: wholeNumber(1, 100)
    .prefault('85')
    .describe('per cent of the memory limit of Redis in use at which producers are told to wait'),
  maxCalls: wholeNumber(1, 1_000_000_000)
    .prefault('100000')
    .describe('calls of one partition without an answer at which producers are told to wait'),
  maxUncountedSteps: wholeNumber(1, 1_000_000_000)
    .prefault('100000')
    .describe(
      'entries of the step log of one partition that reporting has not counted at which producers are told to wait',
    ),
  dedupeWindowMs: durationMs()
    .refine((ms) => ms >= 1_000, 'expected at least PT1S')
    .prefault('PT12H')
    .describe('how long a repeated event is recognised at least'),
});
