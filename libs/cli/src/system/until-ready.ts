import { setTimeout as pause } from 'node:timers/promises';
import { isJsonObject, type Json, parseJson, SECOND_MS } from '@waystream/core';
import { request } from 'undici';
import { Failure } from '../failure.js';

/** Something that tells at `/readyz` whether it can take work. */
export interface Reachable {
  readonly name: string;
  readonly url: string;
}

const PATIENCE_MS = 60 * SECOND_MS;
const LOOK_MS = 100;

/** Resolves when all are ready. Throws `Failure` with what each of the others waits for when the time is over. */
export async function untilReady(
  gateways: readonly Reachable[],
  { signal, ready }: { signal: AbortSignal; ready: (count: number) => void },
): Promise<void> {
  const states = new Map<string, string>();
  let count = 0;
  const watch = async ({ name, url }: Reachable) => {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
      const state = await readiness(url, signal);
      if (state === 'ready') {
        ready(++count);
        return;
      }
      states.set(name, state);
      await pause(LOOK_MS, undefined, { signal });
    }
    throw new Failure(`${name} is not ready after ${PATIENCE_MS / SECOND_MS} s: ${states.get(name)}`);
  };
  await Promise.all(gateways.map(watch));
}

/** `ready`, or what is missing. */
async function readiness(url: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await request(`${url}/readyz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(SECOND_MS)]),
    });
    const text = await answer.body.text();
    return answer.statusCode === 200 ? 'ready' : missing(parseJson(text));
  } catch {
    signal.throwIfAborted();
    return 'it does not answer';
  }
}

function missing(body: Json): string {
  if (!isJsonObject(body)) return 'it does not say why';
  const checks = Array.isArray(body.checks) ? body.checks.filter(isJsonObject) : [];
  const failed = checks
    .filter(({ ok }) => ok !== true)
    .map(({ name, detail }) => `${name}${detail ? ` (${detail})` : ''}`);
  return failed.length > 0 ? `it waits for ${failed.join(', ')}` : `it is ${body.status}`;
}
