import { sharedSettings, wholeNumber } from '@waystream/service';
import { z } from 'zod';

export const actionDispatcherSettings = z.object({
  egressAllow: sharedSettings.egressAllow,
  mostInFlight: wholeNumber(1, 100_000)
    .prefault('1000')
    .describe('actions in hand, under way or waiting for their turn, at which reading pauses'),
  mostPerOrigin: wholeNumber(1, 10_000)
    .prefault('256')
    .describe('calls under way to one origin; further ones wait, those to other origins do not'),
});
