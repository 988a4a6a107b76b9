import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, parseJson } from '@waystream/core';
import type { ConfigDocument } from '../configuration/config-document.js';
import { readDocuments } from '../configuration/read-documents.js';

/** The recording of one evening at the hotel, with the configuration that makes a journey of it. */
export interface Sample {
  readonly documents: readonly ConfigDocument[];
  readonly profiles: readonly SampleProfile[];
  /** In the order in which they happened. */
  readonly events: readonly SampleEvent[];
  /** ECIDs of people who have a room. */
  readonly reservations: ReadonlySet<string>;
}

export interface SampleProfile {
  readonly namespace: string;
  readonly id: string;
  readonly attributes: JsonObject;
}

export interface SampleEvent {
  /** Name of the event definition. */
  readonly event: string;
  readonly payload: JsonObject;
}

/** Reads the sample from its folder; `variables` stand for `${NAME}` in its configuration. */
export async function readSample(folder: string, variables: Record<string, string>): Promise<Sample> {
  const [documents, profiles, events, reservations] = await Promise.all([
    readDocuments([join(folder, 'config')], { cwd: folder, env: variables }),
    readLines(join(folder, 'profiles.ndjson')),
    readLines(join(folder, 'events.ndjson')),
    readFile(join(folder, 'reservations.json'), 'utf8').then(parseJson),
  ]);
  return {
    documents,
    profiles: profiles.map(({ namespace, id, attributes }) => ({
      namespace: String(namespace),
      id: String(id),
      attributes: isJsonObject(attributes) ? attributes : {},
    })),
    events: events.map(({ event, payload }) => ({
      event: String(event),
      payload: isJsonObject(payload) ? payload : {},
    })),
    reservations: new Set(isJsonObject(reservations) ? Object.keys(reservations) : []),
  };
}

async function readLines(path: string): Promise<JsonObject[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line))
    .filter(isJsonObject);
}

/** Who the beacon saw. */
export function visitorOf({ payload }: Pick<SampleEvent, 'payload'>): string {
  const ids = ['endUserIDs', '_experience', 'mcid'].reduce<JsonObject>((within, field) => {
    const next = within[field];
    return isJsonObject(next) ? next : {};
  }, payload);
  return String(ids.id);
}
