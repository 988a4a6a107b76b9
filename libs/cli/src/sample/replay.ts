import { isJsonObject, type NewId, toRfc3339 } from '@waystream/core';
import type { Api } from '../api/api.js';
import { flawLines } from '../api/describe-problem.js';
import { Failure } from '../failure.js';
import type { SampleEvent } from './read-sample.js';

/** Events of one kind, in the order in which they happened. */
export interface Scene {
  readonly event: string;
  readonly events: readonly SampleEvent[];
}

/** The recording by kind of event, in the order of their first ones: everybody arrives before anybody dines. */
export function scenesOf(events: readonly SampleEvent[]): Scene[] {
  const scenes = new Map<string, SampleEvent[]>();
  for (const event of events) scenes.set(event.event, [...(scenes.get(event.event) ?? []), event]);
  return [...scenes].map(([event, list]) => ({ event, events: list }));
}

/** Small enough to see progress, large enough to be quick. */
const BATCH = 20;

/**
 * Sends a scene over HTTP as it would happen now: with the present time and with new ids, because an event whose id was
 * accepted before is recognised and not taken again.
 */
export async function replay(
  api: Api,
  { event, events }: Scene,
  {
    newId,
    now,
    sent,
    signal,
  }: {
    newId: NewId;
    now: () => number;
    sent: (count: number) => void;
    signal: AbortSignal;
  },
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    signal.throwIfAborted();
    const batch = events.slice(from, from + BATCH);
    const lines = batch.map(({ payload }) => JSON.stringify({ ...payload, _id: newId(), timestamp: toRfc3339(now()) }));
    const text = { type: 'application/x-ndjson', content: lines.join('\n') };
    const { body } = await api.call('ingestion', { method: 'POST', path: `/events/${event}`, text });
    const errors = isJsonObject(body) ? flawLines(body.errors) : [];
    if (errors.length > 0) throw new Failure(`${event} was not accepted`, { details: errors });
    sent(from + batch.length);
  }
}
