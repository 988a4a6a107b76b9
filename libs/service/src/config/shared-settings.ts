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
  publicUrl: urlOf('http', 'https').optional().describe('address under which people and links reach the gateways'),
};
