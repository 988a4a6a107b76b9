import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './open-client.js';

const NAMES = [
  'accept',
  'answer',
  'bring-portion',
  'change-profiles',
  'commit',
  'erase-steps',
  'heartbeat',
  'leave-place',
  'open-run',
  'own',
  'release',
  'reserve',
  'save-config',
  'tally',
] as const;
export type ScriptName = (typeof NAMES)[number];

/** Runs one of the Lua scripts of this package. Keys and arguments are described in the script's header. */
export type RunScript = (
  client: RedisClient,
  name: ScriptName,
  keys: string[],
  args: (string | number)[],
) => Promise<unknown>;

/** Reads the scripts once; a server that does not know one (new, restarted, failed over) is sent its text. */
export function loadScripts(): RunScript {
  const scripts = new Map(NAMES.map((name) => [name, read(name)]));
  return async (client, name, keys, args) => {
    const script = scripts.get(name);
    if (!script) throw new RangeError(`there is no script "${name}"`);
    try {
      return await client.evalsha(script.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(script.source, keys.length, ...keys, ...args);
    }
  };
}

function read(name: ScriptName): { source: string; sha: string } {
  const source = readFileSync(new URL(`../lua/${name}.lua`, import.meta.url), 'utf8');
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}
