import { isConnectionError } from './connection-error.js';

/**
 * May the same command succeed later, as it stands? A network and a connection come back, and every code of Redis but the
 * general one tells of the server's own state: full, read-only, unable to save, with a key of a wrong type.
 */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isConnectionError(error) || 'syscall' in error) return true;
  return error.name === 'ReplyError' && !/^-?ERR\b/.test(error.message);
}
