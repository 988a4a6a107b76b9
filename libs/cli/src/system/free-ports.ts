import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from '../failure.js';

const LOOPBACK = '127.0.0.1';

export interface PortPlan {
  readonly name: string;
  readonly port: number;
}

/** Throws `Failure` when something else listens where the local system is to listen, and names a way out. */
export async function requireFreePorts(plans: readonly PortPlan[], base: number): Promise<void> {
  const taken: PortPlan[] = [];
  for (const plan of plans) if (!(await isFree(plan.port))) taken.push(plan);
  if (taken.length === 0) return;
  const other = await freeBase(plans, base);
  throw new Failure(`${taken.length === 1 ? 'A port is' : 'Ports are'} taken by another program`, {
    details: [
      ...taken.map(({ name, port }) => `${port}  (${name})`),
      `Stop that program, or choose other ports: WAYSTREAM_PORT_BASE=${other} npm start`,
    ],
  });
}

/** The port that was asked for when it is free, else one that the system chooses. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  server.listen((await isFree(wanted)) ? wanted : 0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : wanted;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

const STEP = 100;

async function freeBase(plans: readonly PortPlan[], base: number): Promise<number> {
  for (let other = base + STEP; other < base + 20 * STEP; other += STEP) {
    const free = await Promise.all(plans.map(({ port }) => isFree(port - base + other)));
    if (free.every(Boolean)) return other;
  }
  return base + STEP;
}
