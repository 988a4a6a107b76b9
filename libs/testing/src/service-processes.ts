import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SERVICE_NAMES, type ServiceName } from '@waystream/core';
import { freePort } from './redis-server.js';

/** All services as they run in production: built, each a process of its own, on free ports of loopback. */
export interface ServiceProcesses {
  url(name: ServiceName): string;
  /** Process ids by service. */
  pids(): Record<string, number>;
  /** Ends a process as a crash would. */
  kill(name: ServiceName): Promise<void>;
  /** Asks a process to hand over and end, as Kubernetes does. */
  terminate(name: ServiceName): Promise<void>;
  /** Starts it again on its old port; resolves when it is ready. */
  start(name: ServiceName): Promise<void>;
  /** Freezes a process as a stalled host would, until `thaw`. */
  freeze(name: ServiceName): void;
  thaw(name: ServiceName): void;
  stop(): Promise<void>;
}

/** Needs built services (`npm run build`). `environment` is added to what each service is given. */
export async function startServiceProcesses(
  environment: Record<string, string>,
  names: readonly ServiceName[] = SERVICE_NAMES,
): Promise<ServiceProcesses> {
  const ports = new Map<ServiceName, number>();
  const running = new Map<ServiceName, ChildProcess>();
  for (const name of names) ports.set(name, await freePort());
  const url = (name: ServiceName) => `http://127.0.0.1:${ports.get(name)}`;
  const start = async (name: ServiceName) => {
    const file = fileURLToPath(new URL(`../../../services/${name}/dist/main.js`, import.meta.url));
    const child = spawn(process.execPath, [file], {
      env: {
        PATH: process.env.PATH ?? '',
        WAYSTREAM_LOG_LEVEL: 'fatal',
        WAYSTREAM_PORT: String(ports.get(name)),
        ...environment,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running.set(name, child);
    await untilReady(url(name), child);
  };
  const end = async (name: ServiceName, signal: NodeJS.Signals) => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const deadline = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(deadline);
  };
  await Promise.all(names.map(start));
  return {
    url,
    pids: () => Object.fromEntries([...running].map(([name, { pid }]) => [name, pid ?? 0])),
    kill: (name) => end(name, 'SIGKILL'),
    terminate: (name) => end(name, 'SIGTERM'),
    start,
    freeze: (name) => running.get(name)?.kill('SIGSTOP'),
    thaw: (name) => running.get(name)?.kill('SIGCONT'),
    stop: async () => {
      await Promise.all(names.map((name) => end(name, 'SIGTERM')));
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null)
      throw new Error(`the service at ${url} ended with ${child.exitCode} before it was ready`);
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the service at ${url} was not ready after 30 s`);
}
