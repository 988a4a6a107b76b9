export { aJourney, anAction, anEvent, type StoryEvent } from './builders.js';
export { engineStage, STORY_START_MS } from './engine-stage.js';
export { type EndpointAnswer, type HttpEndpoint, type ReceivedRequest, startEndpoint } from './http-endpoint.js';
export { type RedisSandbox, redisSandbox } from './redis-sandbox.js';
export { freePort, type RedisServer, startRedis } from './redis-server.js';
export { type OpenStage, type Stage, type Story, type StoryCall, type StoryWorld, wayOf } from './story.js';
export { createVirtualClock, type VirtualClock } from './virtual-clock.js';
