import { existsSync } from 'node:fs';
import { ingestion } from '@waystream/ingestion';
import { readConfig, SERVICE_NAMES, SERVICE_PORT_OFFSETS, sharedSettings } from '@waystream/service';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { composeEnvironment, readComposeServices, readDeployFile, readExample } from './compose-file.js';

const compose = readComposeServices();
const KEYS = { WAYSTREAM_API_KEYS: 'a-key-for-this-test', WAYSTREAM_SECRETS_KEYS: Buffer.alloc(32).toString('base64') };

describe('the compose file', () => {
  it('runs every service of the house, Redis and Prometheus', () => {
    expect(Object.keys(compose).sort()).toEqual([...SERVICE_NAMES, 'prometheus', 'redis'].sort());
  });

  it.each(SERVICE_NAMES)('builds %s for its port and opens that on this machine only', (service) => {
    const port = String(8_080 + SERVICE_PORT_OFFSETS[service]);
    expect(compose[service]).toMatchObject({
      image: `waystream/${service}:0.1.0`,
      build: { context: '..', dockerfile: 'deploy/Dockerfile', args: { SERVICE: service, PORT: port } },
      environment: { WAYSTREAM_PORT: port },
      ports: [`127.0.0.1:${port}:${port}`],
      depends_on: { redis: { condition: 'service_healthy' } },
    });
  });

  it.each(SERVICE_NAMES)('starts %s with the example settings once the keys are filled in', (service) => {
    const settings = z.object({ ...sharedSettings, ...(service === 'ingestion' && ingestion.settings.shape) });
    const config = readConfig(service, settings, composeEnvironment(service, KEYS));
    expect(config).toMatchObject({ env: 'production', host: '0.0.0.0', redisUrls: ['redis://redis:6379'] });
    const graceSeconds = Number.parseInt(compose[service]?.stop_grace_period ?? '', 10);
    expect(graceSeconds).toBeGreaterThanOrEqual(config.drainMs / 1_000 + 10);
  });

  it('writes the defaults of ingestion into the example', () => {
    const filled = readConfig('ingestion', ingestion.settings, composeEnvironment('ingestion', KEYS));
    expect(filled).toMatchObject(ingestion.settings.parse({}));
  });

  it('starts nothing while the keys are missing', () => {
    expect(() => composeEnvironment('ingestion', {})).toThrow('WAYSTREAM_API_KEYS');
  });

  it('keeps all containers on one network, each with a health check and a pinned image', () => {
    for (const { networks, healthcheck, image } of Object.values(compose)) {
      expect(networks).toEqual(['waystream']);
      expect(healthcheck.test[0]).toBe('CMD');
      expect(image).toMatch(/:(?!latest$)[\w.-]+$/);
    }
  });

  it('keeps what Redis stores: every write on disk, nothing evicted, data on a volume', () => {
    const { command = [], volumes } = compose.redis ?? {};
    const settingOf = (option: string) => command[command.indexOf(option) + 1];
    expect(['--appendonly', '--appendfsync', '--maxmemory-policy'].map(settingOf)).toEqual([
      'yes',
      'always',
      'noeviction',
    ]);
    expect(volumes).toEqual(['redis-data:/data']);
  });

  it('mounts only folders that exist', () => {
    const folders = Object.values(compose).flatMap(({ volumes = [] }) =>
      volumes.flatMap((volume) => volume.match(/^\.[^:]*/) ?? []),
    );
    expect(folders).not.toEqual([]);
    for (const folder of folders) expect(existsSync(new URL(`../../deploy/${folder}`, import.meta.url))).toBe(true);
  });

  it('reads no variable that the example file leaves out', () => {
    const read = [...readDeployFile('compose.yaml').matchAll(/\$\{(\w+):/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(Object.keys(readExample()).sort());
  });
});
