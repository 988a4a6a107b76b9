import { defineConfig } from 'vitest/config';

/** Tests by cost: the file name says what a test needs. Packages are read from their sources, so no build comes first. */
function project(cost: string, more: { timeoutMs: number; globalSetup?: string[]; fileParallelism?: boolean }) {
  return {
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
    test: {
      name: cost,
      include: [`libs/**/*.${cost}.test.ts`, `services/**/*.${cost}.test.ts`, `test/**/*.${cost}.test.ts`],
      exclude: ['**/node_modules/**', '**/dist/**'],
      testTimeout: more.timeoutMs,
      hookTimeout: more.timeoutMs,
      globalSetup: more.globalSetup ?? [],
      fileParallelism: more.fileParallelism ?? true,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project('unit', { timeoutMs: 20_000 }),
      project('redis', { timeoutMs: 30_000, globalSetup: ['libs/testing/src/redis-sandbox-setup.ts'] }),
      project('cluster', { timeoutMs: 180_000, fileParallelism: false }),
      project('e2e', { timeoutMs: 300_000, fileParallelism: false }),
    ],
  },
});
