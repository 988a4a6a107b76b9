import { sharedSettings, wholeNumber } from '@waystream/service';
import { z } from 'zod';

export const actionDispatcherSettings = z
  .object({
    egressAllow: sharedSettings.egressAllow,
    smtpUrl: sharedSettings.smtpUrl,
    mailFrom: sharedSettings.mailFrom,
    trackingUrl: sharedSettings.trackingUrl,
    trackingKey: sharedSettings.trackingKey,
    mostInFlight: wholeNumber(1, 100_000)
      .prefault('1000')
      .describe('actions in hand, under way or waiting for their turn, at which reading pauses'),
    mostPerOrigin: wholeNumber(1, 10_000)
      .prefault('256')
      .describe('calls under way to one origin; further ones wait, those to other origins do not'),
    smtpConnections: wholeNumber(1, 1_000)
      .prefault('16')
      .describe('connections to the mail server; further mail waits, calls do not'),
  })
  .refine(({ trackingUrl, trackingKey }) => trackingUrl === undefined || trackingKey.length > 0, {
    path: ['trackingKey'],
    message: 'links in mail need a key that seals them',
  });
