import { z } from 'zod';
import { commaList, durationMs, urlOf } from './settings.js';

/**
 * Settings that more than one service reads, so that one environment file serves the whole house.
 * A service picks what it needs into its own settings: `z.object({ egressAllow: sharedSettings.egressAllow })`.
 * Their variables carry no service name (`WAYSTREAM_EGRESS_ALLOW`), and every service accepts them.
 */
export const sharedSettings = {
  egressAllow: commaList().default([]).describe('hosts, host:port and CIDRs that outgoing calls may reach'),
  natsUrl: urlOf('nats', 'tls').optional().meta({ variable: 'NATS_URL', description: 'NATS server with JetStream' }),
  secretsKeys: commaList().default([]).describe('base64 of the 32 byte keys that seal stored secrets, newest first'),
  dataDir: z.string().optional().describe('folder for datasets and archives'),
  leaseMs: durationMs().prefault('PT5S').describe('how long a partition stays with an owner that stopped renewing'),
  smtpUrl: urlOf('smtp', 'smtps')
    .optional()
    .describe('mail server, credentials included: smtps://user:password@mail.example.org:465'),
  mailFrom: z
    .string()
    .regex(/^(?:[^\s<>@]+@[^\s<>@]+|[^<>@\r\n]+<[^\s<>@]+@[^\s<>@]+>)$/, 'expected an address, alone or after a name')
    .optional()
    .describe('sender of mail whose template names none: The shop <shop@example.org>'),
  trackingUrl: urlOf('http', 'https')
    .optional()
    .describe('public address of the action dispatcher, where links and pictures in mail lead'),
  trackingKey: commaList()
    .pipe(z.array(z.string().min(16, 'expected 16 characters or more')))
    .default([])
    .describe('secret that seals the links in mail; several, newest first, keep older links working'),
  publicUrl: urlOf('http', 'https').optional().describe('address under which people and links reach the gateways'),
};
