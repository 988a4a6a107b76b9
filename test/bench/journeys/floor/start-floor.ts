import { freePort, startRedis } from '@waystream/testing';
import { DURABILITY } from '../../system.js';
import { pidOf, startModule, stopAll } from '../processes.js';
import { type SystemUnderTest, WAIT_MS } from '../workload.js';

/** The smallest pipeline over Redis Streams that survives a crash: gateway, evaluator and dispatcher, without features. */
export async function startFloor(sinkUrl: string): Promise<SystemUnderTest> {
  const redis = await startRedis({ args: DURABILITY });
  const port = await freePort();
  const evaluator = await startModule('./floor/evaluator.js', [redis.url, String(WAIT_MS)]);
  const dispatcher = await startModule('./floor/dispatcher.js', [redis.url, sinkUrl]);
  const gateway = await startModule('./floor/gateway.js', [String(port), redis.url]);
  return {
    name: 'floor',
    firstUrl: `http://127.0.0.1:${port}/`,
    secondUrl: `http://127.0.0.1:${port}/`,
    pids: { redis: redis.pid, evaluator: pidOf(evaluator), dispatcher: pidOf(dispatcher), gateway: pidOf(gateway) },
    async stop() {
      await stopAll([gateway, dispatcher, evaluator]);
      await redis.stop();
    },
  };
}
