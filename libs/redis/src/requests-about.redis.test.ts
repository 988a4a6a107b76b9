import { expect, it } from 'vitest';
import { requestsSettled } from './requests-about.js';
import { sandboxedStore } from './sandboxed-store.test.js';

const ADA = 'prod:Email:ada';

it('requests for a person are waited for, and nobody else’s', async () => {
  const { connections, keyspace, ...rest } = await sandboxedStore(1);
  const { commands } = connections;
  const ask = (stream: string, person: string) => commands.xadd(stream, '*', 'm', JSON.stringify({ id: 'i', person }));
  const streams = [keyspace.actions(0), keyspace.fetches(0)];
  for (const stream of streams) await ask(stream, 'prod:Email:bob');
  await commands.xadd(keyspace.actions(0), '*', 'm', 'nothing that anybody can read');
  expect(await requestsSettled({ connections, keyspace, ...rest }, ADA)).toBe(true);

  const asked = await Promise.all(streams.map((stream) => ask(stream, ADA)));
  let isSettled = false;
  const settled = requestsSettled({ connections, keyspace, ...rest }, ADA).then((result) => {
    isSettled = true;
    return result;
  });
  for (const [index, stream] of streams.entries()) {
    // What was asked meanwhile takes longer than a look.
    await commands.wait(1, 100);
    expect(isSettled).toBe(false);
    await commands.xdel(stream, `${asked[index]}`);
  }
  expect(await settled).toBe(true);
});
