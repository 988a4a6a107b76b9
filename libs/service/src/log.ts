import { type Clock, toRfc3339 } from '@waystream/core';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config/base-config.js';

/** The part of a pino logger that services use: fields first, then the message. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'isLevelEnabled'> & {
  child(fields: Record<string, unknown>): Log;
};

/** Fields that hold credentials, wherever they sit in the first three levels of a line. */
const SECRET_FIELDS = ['authorization', 'x-api-key', 'apiKey', 'password', 'token', 'cookie'];

/**
 * JSON lines with `ts`, `level`, `service` and `msg`, written synchronously to `destination` so that the last words of a
 * dying process are not lost.
 */
export function createLog(options: {
  service: string;
  level: LogLevel;
  clock: Clock;
  destination?: DestinationStream;
}): Log {
  const { service, level, clock, destination = pino.destination({ dest: 1, sync: true }) } = options;
  return pino(
    {
      level,
      base: { service },
      timestamp: () => `,"ts":"${toRfc3339(clock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap(atAnyOfThreeLevels), censor: '[redacted]' },
    },
    destination,
  );
}

function atAnyOfThreeLevels(field: string): string[] {
  return ['', '*', '*.*'].map((parents) => `${parents}["${field}"]`);
}

/** A destination for a terminal: time, level, message and the remaining fields on one line. */
export function readableLines(write: (text: string) => void): DestinationStream {
  return {
    write(line) {
      const { ts, level, service, msg, err, ...fields } = JSON.parse(line);
      const rest = Object.entries(fields).map(
        ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      const time = String(ts).slice(11, 23);
      write(
        `${[time, String(level).toUpperCase().padEnd(5), service, msg, ...rest].join(' ')}\n${err?.stack ? `${err.stack}\n` : ''}`,
      );
    },
  };
}
