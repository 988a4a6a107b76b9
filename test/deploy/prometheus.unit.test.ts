import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readComposeServices, readDeployFile } from './compose-file.js';

interface Scrape {
  readonly job_name: string;
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}

const CONFIG = 'prometheus/prometheus.yml';
const PROMTOOL = 'promtool';
const hasPromtool = spawnSync(PROMTOOL, ['--version'], { stdio: 'ignore' }).status === 0;

describe('the Prometheus configuration', () => {
  it('scrapes every service on its port under its name', () => {
    const scrapes: Scrape[] = parse(readDeployFile(CONFIG)).scrape_configs;
    const targets = scrapes.map(({ job_name, static_configs }) => [
      job_name,
      static_configs.flatMap(({ targets }) => targets),
    ]);
    const services = Object.entries(readComposeServices()).filter(([, { build }]) => build);
    const expected = services.map(([name, { environment }]) => [name, [`${name}:${environment?.WAYSTREAM_PORT}`]]);
    expect(Object.fromEntries(targets)).toEqual(Object.fromEntries(expected));
  });

  it.skipIf(!hasPromtool)(`is valid to Prometheus${hasPromtool ? '' : ' (skipped: promtool is not installed)'}`, () => {
    const file = fileURLToPath(new URL(`../../deploy/${CONFIG}`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(PROMTOOL, ['check', 'config', file], { encoding: 'utf8' });
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
  });
});
