import { readFileSync } from 'node:fs';
import type { ServiceName } from '@waystream/core';
import { z } from 'zod';
import { type BaseConfig, baseSettings, resolveBaseConfig } from './base-config.js';
import { findUnknownVariables, sharedVariable, variableOf } from './variable-names.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The base config and the service's own settings in one object. */
export type ServiceConfig<S extends z.ZodObject> = BaseConfig & z.output<S>;

export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
}

/** Everything that is wrong with an environment. The message lists it for an operator; a stack trace would add nothing. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(service: ServiceName, problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, message }) => `  ${variable}: ${message}`);
    super(`${service} cannot start with this configuration:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads a service's settings from environment variables (see `variable-names.ts` for their names). An empty variable counts as
 * absent. Any variable may instead name a file that holds its value: `<VARIABLE>_FILE`.
 * Throws one `ConfigError` with all problems. Values are never repeated, since they may be secret.
 */
export function readConfig<S extends z.ZodObject>(
  service: ServiceName,
  settings: S,
  environment: Environment,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): ServiceConfig<S> {
  const source: Source = { service, environment, readText, problems: [] };
  const base = readSettings(source, baseSettings);
  const own = readSettings(source, settings);
  const resolved = base && resolveBaseConfig(service, base);
  for (const { setting, message } of resolved?.problems ?? []) {
    source.problems.push({ variable: sharedVariable(setting), message });
  }
  const variables = Object.entries(settings.shape).map(([setting, schema]) => variableFor(service, setting, schema));
  for (const { variable, suggestion } of findUnknownVariables(service, variables, Object.keys(environment))) {
    const wayOut = suggestion ? `did you mean ${suggestion}?` : 'remove it';
    source.problems.push({ variable, message: `no service reads this variable; ${wayOut}` });
  }
  if (!resolved || !own || source.problems.length > 0) throw new ConfigError(service, source.problems);
  return { ...own, ...resolved.config };
}

interface Source {
  service: ServiceName;
  environment: Environment;
  readText: (path: string) => string;
  problems: ConfigProblem[];
}

function readSettings<S extends z.ZodObject>(source: Source, settings: S): z.output<S> | undefined {
  const texts: Record<string, string> = {};
  for (const [setting, schema] of Object.entries(settings.shape)) {
    const text = readVariable(source, variableFor(source.service, setting, schema));
    if (text !== undefined) texts[setting] = text;
  }
  const parsed = settings.safeParse(texts);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const setting = String(issue.path[0]);
    const schema = settings.shape[setting];
    const variable = variableFor(source.service, setting, schema);
    const missing = texts[setting] === undefined ? 'it is required' : issue.message;
    const purpose = schema && z.globalRegistry.get(schema)?.description;
    source.problems.push({ variable, message: purpose ? `${missing} (${purpose})` : missing });
  }
  return undefined;
}

function readVariable({ environment, readText, problems }: Source, variable: string): string | undefined {
  const text = environment[variable] || undefined;
  const file = environment[`${variable}_FILE`] || undefined;
  if (file === undefined) return text;
  if (text !== undefined) problems.push({ variable, message: `is also given as ${variable}_FILE; keep one of them` });
  try {
    return readText(file).trim() || undefined;
  } catch {
    problems.push({ variable: `${variable}_FILE`, message: `the file ${file} cannot be read` });
    return undefined;
  }
}

function variableFor(service: ServiceName, setting: string, schema: z.core.$ZodType | undefined): string {
  const variable = schema && z.globalRegistry.get(schema)?.variable;
  return typeof variable === 'string' ? variable : variableOf(service, setting);
}
