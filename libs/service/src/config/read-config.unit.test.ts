import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, readConfig, sharedSettings, wholeNumber } from '../index.js';

const settings = z.object({
  maxBacklog: wholeNumber(1, 1_000).prefault('100').describe('entries before producers are refused'),
  natsUrl: sharedSettings.natsUrl,
});

function read(environment: Record<string, string>, files: Record<string, string> = {}) {
  return readConfig('ingestion', settings, environment, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  });
}

function problemsOf(environment: Record<string, string>): Record<string, string> {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.problems.map((p) => [p.variable, p.message]));
  }
  return {};
}

describe('a configuration', () => {
  it('needs nothing in development and stays on loopback', () => {
    expect(read({})).toMatchObject({
      service: 'ingestion',
      env: 'development',
      host: '127.0.0.1',
      port: 8081,
      redisUrls: ['redis://127.0.0.1:6379'],
      partitions: 16,
      keyPrefix: 'ws',
      drainMs: 25_000,
      maxBacklog: 100,
    });
  });

  it('takes shared settings without and own settings with the name of the service', () => {
    const config = read({
      WAYSTREAM_PORT_BASE: '9000',
      WAYSTREAM_DRAIN: 'PT3S',
      WAYSTREAM_REDIS_URL: 'redis://a:1, redis://b:2',
      WAYSTREAM_INGESTION_MAX_BACKLOG: '7',
      NATS_URL: 'nats://broker:4222',
    });
    expect(config).toMatchObject({ port: 9001, drainMs: 3_000, maxBacklog: 7, natsUrl: 'nats://broker:4222' });
    expect(config.redisUrls).toEqual(['redis://a:1', 'redis://b:2']);
  });

  it('treats an empty variable as absent', () => {
    expect(read({ WAYSTREAM_PORT: '', WAYSTREAM_INGESTION_MAX_BACKLOG: '' })).toMatchObject({
      port: 8081,
      maxBacklog: 100,
    });
  });

  it('reads any value from a file, without the line break at its end', () => {
    const environment = { WAYSTREAM_ENV: 'production', WAYSTREAM_API_KEYS_FILE: '/run/secrets/keys' };
    const config = read(environment, { '/run/secrets/keys': 'a-long-enough-secret,another-long-secret\n' });
    expect(config.apiKeys).toEqual(['a-long-enough-secret', 'another-long-secret']);
    expect(config.host).toBe('0.0.0.0');
  });

  it('reports all problems at once, each with its variable and a way out, and never with the value', () => {
    const environment = {
      WAYSTREAM_ENV: 'staging',
      WAYSTREAM_PORT: '99999',
      WAYSTREAM_REDIS_URL: 'http://secret-host',
      WAYSTREAM_INGESTION_MAX_BACKLOG: 'many',
      WAYSTREAM_DRAIN: '25s',
    };
    expect(problemsOf(environment)).toEqual({
      WAYSTREAM_ENV: expect.stringContaining('"development"|"production"'),
      WAYSTREAM_PORT: 'expected a whole number from 0 to 65535',
      WAYSTREAM_REDIS_URL: 'expected a URL that begins with redis:// or rediss://',
      WAYSTREAM_INGESTION_MAX_BACKLOG: 'expected a whole number from 1 to 1000 (entries before producers are refused)',
      WAYSTREAM_DRAIN: 'expected an ISO-8601 duration such as PT30S',
    });
    expect(() => read(environment)).toThrow(/^ingestion cannot start with this configuration:\n {2}WAYSTREAM_ENV: /);
    expect(() => read(environment)).not.toThrow(/secret-host/);
  });

  it('refuses a variable that nobody reads and suggests the one that was meant', () => {
    expect(problemsOf({ WAYSTREAM_PARTITONS: '8', WAYSTREAM_INGESTION_COLOUR: 'red' })).toEqual({
      WAYSTREAM_PARTITONS: 'no service reads this variable; did you mean WAYSTREAM_PARTITIONS?',
      WAYSTREAM_INGESTION_COLOUR: 'no service reads this variable; remove it',
    });
  });

  it('accepts what other services and the platform put into a shared environment', () => {
    const environment = {
      WAYSTREAM_EVALUATOR_CACHE: '10',
      WAYSTREAM_EGRESS_ALLOW: '10.0.0.0/8',
      WAYSTREAM_AUTHORING_URL: 'http://localhost:8080',
      WAYSTREAM_API_KEY: 'for-the-command-line',
      WAYSTREAM_REDIS_SERVICE_HOST: '10.1.2.3',
      WAYSTREAM_REDIS_PORT_6379_TCP_ADDR: '10.1.2.3',
      PATH: '/bin',
    };
    expect(problemsOf(environment)).toEqual({});
  });

  it('refuses to give a value twice and names an unreadable file', () => {
    expect(problemsOf({ WAYSTREAM_API_KEYS: 'x', WAYSTREAM_API_KEYS_FILE: '/nowhere' })).toEqual({
      WAYSTREAM_API_KEYS: 'is also given as WAYSTREAM_API_KEYS_FILE; keep one of them',
      WAYSTREAM_API_KEYS_FILE: 'the file /nowhere cannot be read',
    });
  });
});

describe('keys', () => {
  it.each([
    ['production has none', { WAYSTREAM_ENV: 'production' }, 'needs at least one API key'],
    ['development listens beyond loopback', { WAYSTREAM_HOST: '0.0.0.0' }, 'needs at least one API key'],
    ['production has the built-in one', { WAYSTREAM_ENV: 'production', WAYSTREAM_API_KEYS: 'dev' }, '"dev" works on'],
    ['one is easy to guess', { WAYSTREAM_ENV: 'production', WAYSTREAM_API_KEYS: 'short' }, 'at least 16 characters'],
  ])('stop the start when %s', (_, environment, message) => {
    expect(problemsOf(environment).WAYSTREAM_API_KEYS).toContain(message);
  });
});
