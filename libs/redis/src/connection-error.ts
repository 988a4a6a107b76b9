/** What a server says that is not the one to ask, or not yet or no longer able to answer; nothing was done then. */
const REFUSALS = /^(-?)(MOVED|ASK|TRYAGAIN|CLUSTERDOWN|READONLY|MASTERDOWN|UNBLOCKED|LOADING)\b/;

/** What the client says when no server answers. Whether a command was carried out is then not known. */
const LOSSES =
  /Connection is closed|due to connection close|Stream isn't writeable|Command timed out|Socket timeout|Cluster isn't ready|Cluster is (ended|disconnect)|Too many Cluster redirections|None of startup nodes|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH/;

/**
 * Did a command fail only because Redis is away, restarts or fails over? The connection tells that once; whoever tries
 * again need not repeat it.
 */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true;
  return REFUSALS.test(error.message) || LOSSES.test(error.message);
}
