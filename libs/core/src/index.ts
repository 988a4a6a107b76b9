export { AppError, ERRORS, type ErrorCode, type Flaw } from './app-error.js';
export { type Clock, fromRfc3339, systemClock, toRfc3339 } from './clock.js';
export { DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, parseDuration, SECOND_MS } from './duration.js';
export { type Hash128, hash32, hash128, hashFraction } from './hash.js';
export { derivedId, derivedUuid, type NewId, systemIds } from './ids.js';
export { canonicalJson, isJsonObject, type Json, type JsonObject, mergeJson, parseJson } from './json.js';
export { didYouMean, nearestName } from './nearest-name.js';
export { SERVICE_NAMES, SERVICE_PORT_OFFSETS, type ServiceName } from './service-name.js';
export { isTimeZone } from './timezone.js';
