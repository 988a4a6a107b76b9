import { createServer } from 'node:http';
import { connect, INBOX } from './floor-redis.js';

/** Accepts an event and answers when it is stored; writes of one turn of the event loop go out together. */
const [port = '', redisUrl = ''] = process.argv.slice(2);
const redis = connect(redisUrl);
let waiting: { body: string; done: () => void }[] = [];

function flush(): void {
  const batch = waiting;
  waiting = [];
  const pipeline = redis.pipeline();
  for (const { body } of batch) pipeline.xadd(INBOX, '*', 'm', body);
  void pipeline.exec().then(() => {
    for (const { done } of batch) done();
  });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ body, done: () => response.writeHead(202).end() });
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
