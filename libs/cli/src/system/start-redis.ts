import { relative } from 'node:path';
import type { Host } from '../host.js';
import type { Phases } from '../output/phases.js';
import { findRedis } from './find-redis.js';
import type { Home } from './home.js';
import { installRedis, mayInstall } from './install-redis.js';
import { startPrivateRedis } from './private-redis.js';
import { redisAnswers } from './redis-answers.js';
import type { SupervisedProcess, Surroundings } from './supervised-process.js';

/** Finds or starts Redis, waits until it answers, and resolves to its addresses. A started one joins the stages. */
export async function startRedis(
  { host, home, phases, wantedPort }: { host: Host; home: Home; phases: Phases; wantedPort: number },
  signal: AbortSignal,
  surroundings: Surroundings,
  stages: SupervisedProcess[][],
): Promise<readonly string[]> {
  const install = async () => mayInstall() && phases.run('Installation of redis-server', () => installRedis(home.logs));
  const found = await findRedis(host.env, install);
  if (found.kind === 'given') {
    await phases.run('Redis', async (progress) => {
      progress.note('as WAYSTREAM_REDIS_URL says');
      await redisAnswers(found.addresses, signal, phases.line);
    });
    return found.addresses;
  }
  const { program } = found;
  return phases.run(program.title, async (progress) => {
    const { process, address } = await startPrivateRedis({ program, home, env: host.env, wantedPort }, surroundings);
    stages.push([process]);
    await redisAnswers([address], signal);
    progress.note(`port ${new URL(address).port}, data in ${relative(host.cwd, home.redis)}`);
    return [address];
  });
}
