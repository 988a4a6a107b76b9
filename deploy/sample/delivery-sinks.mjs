// Where the sample's messages arrive: takes pushes and emails, sends nothing, and remembers what it got.
import { createHash } from 'node:crypto';
import { serveJson } from './json-server.mjs';

const API_KEY = 'marlton-delivery';
const received = { push: {}, email: {} };
const callsByKey = new Map();

serveJson({
  'POST /push/send': (request) => take('push', request),
  'POST /email/send': (request) => take('email', request),
  'GET /received': () => ({ body: { received, idempotencyKeys: summary() } }),
});

function take(channel, { headers, body }) {
  if (headers['x-api-key'] !== API_KEY) return { status: 401, body: { error: 'who is sending?' } };
  const recipient = channel === 'push' ? body?.token : body?.to;
  if (!recipient) return { status: 422, body: { error: 'the recipient is missing' } };
  const key = headers['idempotency-key'];
  if (!key) return { status: 400, body: { error: 'the header Idempotency-Key is missing' } };
  callsByKey.set(key, (callsByKey.get(key) ?? 0) + 1);
  received[channel][body.template] = (received[channel][body.template] ?? 0) + 1;
  // The same call gets the same answer, as real providers do.
  return { body: { messageId: createHash('sha256').update(key).digest('hex').slice(0, 16) } };
}

function summary() {
  const repeated = [...callsByKey].filter(([, calls]) => calls > 1).map(([key]) => key);
  return { distinct: callsByKey.size, repeated };
}
