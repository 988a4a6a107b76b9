import { request } from 'undici';
import type { System } from '../system.js';

const BATCH = 500;
/** Batches under way at once. */
const SENDERS = 4;

/** Sends an event of each of many people, in batches, and waits until all are accepted. */
export async function sendPeople(
  { services }: Pick<System, 'services'>,
  event: string,
  people: readonly string[],
): Promise<void> {
  const url = `${services.url('ingestion')}/events/${event}`;
  const batches: string[] = [];
  for (let at = 0; at < people.length; at += BATCH) {
    const lines = people.slice(at, at + BATCH).map((person) => JSON.stringify({ _id: `${event}-${person}`, person }));
    batches.push(`${lines.join('\n')}\n`);
  }
  const send = async () => {
    for (let body = batches.shift(); body !== undefined; body = batches.shift()) await post(url, body);
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

/** A gateway that is full says when to come back. */
async function post(url: string, body: string): Promise<void> {
  for (;;) {
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await request(url, { method: 'POST', headers, body });
    const text = await response.body.text();
    if (response.statusCode < 300) return;
    if (response.statusCode !== 429 && response.statusCode !== 503) throw new Error(text);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
