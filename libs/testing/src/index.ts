export { callApi } from './api-client.js';
export { aJourney, anAction, anEvent, aTemplate, type StoryEvent } from './builders.js';
export { engineStage, STORY_START_MS } from './engine-stage.js';
export { furnish } from './furnish.js';
export { type EndpointAnswer, type HttpEndpoint, type ReceivedRequest, startEndpoint } from './http-endpoint.js';
export { type MailAnswer, type MailServer, type ReceivedMail, startMailServer } from './mail-server.js';
export { type RedisCluster, type RedisShard, startRedisCluster } from './redis-cluster.js';
export { type RedisProxy, startRedisProxy } from './redis-proxy.js';
export { type RedisSandbox, redisSandbox } from './redis-sandbox.js';
export { freePort, type RedisServer, startRedis } from './redis-server.js';
export { type ServiceProcesses, startServiceProcesses } from './service-processes.js';
export {
  type OpenStage,
  type Stage,
  type Story,
  type StoryCall,
  type StoryMail,
  type StoryReaction,
  type StoryWorld,
  wayOf,
} from './story.js';
export { createVirtualClock, type VirtualClock } from './virtual-clock.js';
