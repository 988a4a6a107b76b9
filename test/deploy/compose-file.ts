import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Texts = Record<string, string>;

/** The parts of `deploy/compose.yaml` that tests look at. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args: Texts };
  readonly command?: readonly string[];
  readonly environment?: Texts;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}

/** All services of `deploy/compose.yaml`, with merged anchors and without filled-in variables. */
export function readComposeServices(): Record<string, ComposeService> {
  return parse(readDeployFile('compose.yaml'), { merge: true }).services;
}

/**
 * The environment of a service, filled in from `deploy/compose.env.example` and `given`.
 * Throws what compose would say about a missing variable.
 */
export function composeEnvironment(service: string, given: Texts): Texts {
  const values = { ...readExample(), ...given };
  const environment = readComposeServices()[service]?.environment ?? {};
  return Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, interpolate(text, values)]));
}

/** The forms that compose.yaml uses: `${NAME:-default}` and `${NAME:?message}`; an empty variable counts as missing. */
function interpolate(text: string, values: Texts): string {
  return text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = values[name];
    if (value) return value;
    if (kind === '?') throw new Error(rest);
    return rest;
  });
}

export function readExample(): Texts {
  const lines = readDeployFile('compose.env.example').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => [...line.matchAll(/^(\w+)=(.*)$/g)].map(([, name, value]) => [name, value])),
  );
}

export function readDeployFile(path: string): string {
  return readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');
}
