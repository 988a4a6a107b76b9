import { expect, it } from 'vitest';
import { followConfig, saveConfig, saveConfigs } from './config-store.js';
import { sandboxedStore, silent } from './sandboxed-store.test.js';

const target = (name: string) => ({ sandbox: 'prod', kind: 'event', name });

it('a write that was decided before another one changes nothing and says so', async () => {
  const store = await sandboxedStore();
  const feed = await followConfig(store, { changed: () => undefined, log: silent });
  const basis = feed.position();
  await saveConfig(store, target('First'), { a: 1 }, 'nothing');
  const writes = [{ target: target('Second'), document: { a: 2 }, expected: 'nothing' } as const];
  expect(await saveConfigs(store, writes, basis)).toBeNull();
  expect(await store.connections.commands.hkeys(store.keyspace.config())).toEqual(['prod/event/First']);

  await feed.caughtUp();
  expect(await saveConfigs(store, writes, feed.position())).toEqual([expect.any(String)]);
  await feed.stop();
});
