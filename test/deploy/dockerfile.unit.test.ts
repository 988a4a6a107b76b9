import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDeployFile } from './compose-file.js';

const lines = readDeployFile('Dockerfile').replaceAll('\\\n', ' ').split('\n');
const argumentsOf = (instruction: string) =>
  lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));

describe('the image', () => {
  it('installs with the manifest of every workspace, so the lock fits', () => {
    const { workspaces }: { workspaces: string[] } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    const copied = argumentsOf('RUN')
      .find((command) => command.includes('/manifests'))
      ?.split(/\s+/);
    expect(copied).toEqual(expect.arrayContaining(workspaces.map((workspace) => `${workspace}/package.json`)));
  });

  it('comes from one base with a pinned version', () => {
    const [base = ''] = argumentsOf('ARG').flatMap((argument) => argument.match(/(?<=^NODE_IMAGE=).*/) ?? []);
    expect(base).toMatch(/^node:\d+\.\d+\.\d+-[\w-]+-slim$/);
    const stages = argumentsOf('FROM').map((stage) => stage.split(' AS '));
    const earlier = stages.map(([, name]) => name);
    expect(stages.map(([from]) => from).filter((from) => !earlier.includes(from) && from !== `$\{NODE_IMAGE}`)).toEqual(
      [],
    );
  });

  it('runs as the user that the manifests demand, without a shell in front of Node', () => {
    expect(argumentsOf('USER')).toEqual(['10001:10001']);
    expect(argumentsOf('CMD')).toEqual(['["node", "dist/main.js"]']);
    expect(argumentsOf('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('refuses the built-in key and reports its own health', () => {
    const [variables = ''] = argumentsOf('ENV').filter((text) => text.includes('WAYSTREAM_ENV'));
    expect(variables).toContain('WAYSTREAM_ENV=production');
    expect(argumentsOf('HEALTHCHECK')).toEqual([expect.stringContaining('/healthz')]);
  });
});
