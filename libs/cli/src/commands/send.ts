import { isJsonObject, type Json } from '@waystream/core';
import { Command } from 'commander';
import { flawLines } from '../api/describe-problem.js';
import { Failure, usageFailure } from '../failure.js';
import type { Host } from '../host.js';
import { readText } from '../input/read-text.js';
import type { Shell } from '../shell.js';

export function sendCommand(shell: Shell): Command {
  return new Command('send')
    .description('send one event, or many with one a line')
    .argument('<event>', 'name of the event')
    .option('-f, --file <path>', 'a file with JSON or with one JSON object a line; - reads the standard input')
    .option('-d, --data <json>', 'the payload itself')
    .option('--json', 'answer as JSON')
    .action((event: string, options: SendOptions) => send(shell, event, options));
}

interface SendOptions {
  file?: string;
  data?: string;
  json?: boolean;
}

async function send(shell: Shell, event: string, options: SendOptions): Promise<void> {
  const content = await payloadOf(shell.host, options);
  const type = isOneDocument(content) ? 'application/json' : 'application/x-ndjson';
  const path = `/events/${encodeURIComponent(event)}`;
  const { body } = await shell.api.call('ingestion', { method: 'POST', path, text: { type, content } });
  if (options.json) shell.printJson(body);
  else shell.print(summary(body));
  const errors = isJsonObject(body) ? flawLines(body.errors) : [];
  if (errors.length > 0) throw new Failure('Not every event was accepted', { details: errors });
}

async function payloadOf(host: Host, { file, data }: SendOptions): Promise<string> {
  if (data !== undefined && file === undefined) return data;
  if (file === undefined || data !== undefined) throw usageFailure('Give the payload with either -f or -d');
  return readText(host, file);
}

/** A document may span lines; lines that each hold one are no document together. */
function isOneDocument(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim().split('\n').length === 1;
  }
}

function summary(body: Json): string {
  if (!isJsonObject(body)) return 'accepted';
  const { accepted = 0, ids, duplicates, unmatched } = body;
  const shown = Array.isArray(ids) && ids.length === 1 ? ` as ${String(ids[0])}` : '';
  const notes = [
    ...(duplicates ? [`${duplicates} were accepted before`] : []),
    ...(unmatched ? [`${unmatched} match no event definition`] : []),
  ];
  return `${accepted} accepted${shown}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}
