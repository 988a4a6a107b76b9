import { toRfc3339 } from '@waystream/core';
import { type DeadLetter, putAside, type Store } from '@waystream/redis';
import type { Log, ServiceMetrics } from '@waystream/service';
import type { Examined } from './examine-message.js';
import type { Message } from './message.js';
import type { Refusal } from './refusal.js';

/**
 * Keeps refused messages as dead letters, so that somebody can see them, mend the cause and send them again.
 * When Redis does not take them, the producer still gets its precise refusal; only the copy is lost, and the log says so.
 */
export async function putRefusedAside(
  { store, log, metrics }: { store: Store; log: Log; metrics: Pick<ServiceMetrics<'ingestion'>, 'deadLetters'> },
  source: string,
  messages: readonly Message[],
  examined: readonly Examined[],
  now: number,
): Promise<void> {
  const letters = messages.flatMap((message, index) => {
    const cause = causeOf(examined[index]);
    return cause ? [letterOf(message, cause, source, now)] : [];
  });
  if (letters.length === 0) return;
  try {
    await putAside(store, letters);
    for (const { reason } of letters) metrics.deadLetters.inc({ reason });
  } catch (error) {
    log.warn({ err: error, source, letters: letters.length }, 'Refused messages could not be kept as dead letters');
  }
}

function causeOf(examined: Examined | undefined): Refusal | null {
  if (examined?.kind === 'refused') return examined.refusal;
  return examined?.kind === 'event' ? examined.leftOut : null;
}

/** The first places say enough; a long list of flaws is for the producer's answer. */
const MOST_PLACES = 5;

function letterOf(message: Message, { reason, detail, flaws }: Refusal, source: string, now: number): DeadLetter {
  const places = flaws
    .filter(({ path }) => path !== '')
    .slice(0, MOST_PLACES)
    .map(({ path, message: flaw }) => `${path}: ${flaw}`);
  return { source, reason, detail: [detail, ...places].join(' '), message: message.text(), at: toRfc3339(now) };
}
