import type { Log } from '@waystream/service';

const silence = () => undefined;

export const SILENT: Log = {
  trace: silence,
  debug: silence,
  info: silence,
  warn: silence,
  error: silence,
  fatal: silence,
  isLevelEnabled: () => false,
  child: () => SILENT,
};
