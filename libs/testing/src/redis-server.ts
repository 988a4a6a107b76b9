import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A real Redis of the test's own, on loopback. */
export interface RedisServer {
  url: string;
  port: number;
  readonly pid: number;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Freezes it (SIGSTOP), as a stalled host would, until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const BINARIES = ['redis-server', 'valkey-server'];

/** Starts a Redis in a folder of its own. `durable` keeps an append-only file with every write on disk. */
export async function startRedis({ durable = false, args = [] as string[] } = {}): Promise<RedisServer> {
  const binary = BINARIES.find((name) => spawnSync(name, ['--version']).status === 0);
  if (!binary)
    throw new Error('tests need redis-server or valkey-server on the PATH; on Debian: apt-get install redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'waystream-redis-'));
  const port = await freePort();
  const persistence = durable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const launch = async () => {
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      ...persistence,
      ...args,
    ];
    const child = spawn(binary, options, { stdio: 'ignore' });
    await untilListening(port, () => child.exitCode !== null);
    return child;
  };
  let child = await launch();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      child = await launch();
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async stop() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

async function untilListening(port: number, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (hasEnded()) throw new Error('redis-server ended before it listened');
    if (await accepts(port)) return;
    await pause(10);
  }
  throw new Error(`redis-server does not listen on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
