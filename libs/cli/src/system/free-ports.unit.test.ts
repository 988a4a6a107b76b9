import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import { freePort, requireFreePorts } from './free-ports.js';

let server: Server;
let taken: number;
beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  taken = typeof address === 'object' && address ? address.port : 0;
});
afterEach(() => server.close());

describe('ports', () => {
  it('that others have are named with their service and a base that is free', async () => {
    const failure = await requireFreePorts([{ name: 'authoring', port: taken }], taken).catch(
      (error: unknown) => error,
    );
    const details = failure instanceof Failure ? failure.details : [];
    expect(details[0]).toBe(`${taken}  (authoring)`);
    expect(details[1]).toMatch(/WAYSTREAM_PORT_BASE=\d+ npm start$/);
  });

  it('for helpers of no fixed address fall back to one that the system chooses', async () => {
    expect(await freePort(taken)).not.toBe(taken);
  });
});
