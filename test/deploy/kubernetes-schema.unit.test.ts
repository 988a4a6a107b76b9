import type { Deployment } from 'kubernetes-types/apps/v1.js';
import { describe, expect, it } from 'vitest';
import { loadKubernetesSchema } from './kubernetes-schema.js';

const schema = await loadKubernetesSchema();

describe('the schema of a kind', () => {
  const containers = [{ name: 'service', image: 'waystream/ingestion:0.1.0' }];
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: {}, template: { spec: { containers } } },
  } satisfies Deployment;

  it('accepts a well-formed object', () => {
    expect(schema.problemsOf(deployment)).toEqual([]);
  });

  it('refuses a misspelled field', () => {
    const template = { spec: { containers: [{ name: 'service', imagee: 'waystream/ingestion:0.1.0' }] } };
    const misspelled = { ...deployment, spec: { selector: {}, template } };
    expect(schema.problemsOf(misspelled)).toEqual([expect.stringContaining('imagee')]);
  });

  it('refuses a value of the wrong type', () => {
    const wrong = { ...deployment, spec: { ...deployment.spec, replicas: '2' } };
    expect(schema.problemsOf(wrong)).toEqual([expect.stringContaining('/spec/replicas')]);
  });

  it('refuses a kind that has none', () => {
    expect(schema.problemsOf({ apiVersion: 'v1', kind: 'Pood' })).toEqual(['no schema for v1/Pood']);
  });
});
